namespace AcMail.Cli;

/// <summary>A retention plan for a person.</summary>
static class RetentionText
{
    public static void Write(StandardOutput output, RetentionPlan plan)
    {
        output.Line($"{plan.Account} ({plan.Stays}): {Deletions(plan.Deletions.Count, ByteSize.Of(plan.Bytes))}");
        WriteLeft(output, plan.Left);
        if (plan.Deletions.Count > 0)
            output.Line(Say.It($"'acmail retention {plan.Account} apply' does it.", $"« acmail retention {plan.Account} apply » le fait."));
    }

    /// <summary>In French, 0 is singular.</summary>
    public static string Messages(int count) => Say.It(count == 1 ? "1 message" : $"{count} messages", count < 2 ? $"{count} message" : $"{count} messages");

    static string Deletions(int count, string size) => Say.It(
        $"{Messages(count)} ({size}) would leave the server; {(count == 1 ? "it is" : "all of them are")} held here.",
        count < 2
            ? $"{Messages(count)} ({size}) quitterait le serveur ; il est conservé ici."
            : $"{Messages(count)} ({size}) quitteraient le serveur ; tous sont conservés ici.");

    public static void WriteLeft(StandardOutput output, IReadOnlyDictionary<MaildropReason, int> left)
    {
        foreach (var (reason, count) in left.OrderByDescending(l => l.Value))
            output.Line($"  {count,7} {reason.ToText(count)}");
    }
}
