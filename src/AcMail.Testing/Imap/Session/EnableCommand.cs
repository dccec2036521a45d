namespace AcMail.Testing;

/// <summary>ENABLE (RFC 5161).</summary>
sealed class EnableCommand : ImapCommand
{
    static readonly string[] Known = ["CONDSTORE", "QRESYNC", "UTF8=ACCEPT", "IMAP4rev2"];

    public override string Name => "ENABLE";

    public override string Extension => "ENABLE";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        var asked = new List<string>();
        do
        {
            arguments.Space();
            asked.Add(arguments.Atom());
        }
        while (!arguments.AtEnd);

        var enabled = Known.Where(e => asked.Contains(e, StringComparer.OrdinalIgnoreCase) && session.Has(e) && !session.Enabled(e)).ToArray();
        if (!session.Misbehaves(ImapMisbehaviour.EnabledUntold)) session.Untagged($"ENABLED {string.Join(' ', enabled)}".TrimEnd());
        foreach (var extension in enabled) session.Enable(extension);
        return new(ImapResult.Ok());
    }
}
