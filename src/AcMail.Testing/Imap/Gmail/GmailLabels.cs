namespace AcMail.Testing;

/// <summary>Labels in commands (Gmail's X-GM-EXT-1).</summary>
static class GmailLabels
{
    /// <summary>A system label such as <c>\Inbox</c>, quoted or not, or a name in modified UTF-7.</summary>
    public static string Read(ImapArguments arguments)
    {
        if (arguments.TrySkip('\\')) return $"\\{arguments.Atom()}";
        var text = arguments.AString();
        return text.StartsWith('\\') ? text : ModifiedUtf7.Decode(text) ?? throw new ImapSyntaxException("A label is not in modified UTF-7.");
    }
}
