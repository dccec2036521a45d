namespace AcMail.Cli;

/// <summary>A retention plan for a person.</summary>
static class RetentionText
{
    public static void Write(StandardOutput output, RetentionPlan plan)
    {
        output.Line($"{plan.Account} ({plan.Rule}): " + Say.It(
            $"{plan.Deletions.Count} messages ({ByteSize.Of(plan.Bytes)}) would leave the server; all of them are held here.",
            $"{plan.Deletions.Count} messages ({ByteSize.Of(plan.Bytes)}) quitteraient le serveur ; tous sont conservés ici."));
        WriteLeft(output, plan.Left);
        if (plan.Deletions.Count > 0)
            output.Line(Say.It($"'acmail retention {plan.Account} apply' does it.", $"« acmail retention {plan.Account} apply » le fait."));
    }

    public static void WriteLeft(StandardOutput output, IReadOnlyDictionary<MaildropReason, int> left)
    {
        foreach (var (reason, count) in left.OrderByDescending(l => l.Value))
            output.Line($"  {count,7} {reason.ToText().ToString()}");
    }
}
