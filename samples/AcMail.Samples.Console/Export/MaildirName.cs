using AcMail.Storage;

namespace AcMail.Cli;

/// <summary>
/// The name of a message's file: it follows from the message alone, so that a second run finds what the first has written.
/// Two messages with the same bytes are told apart by a count, not by their ids: those change when a replica is rebuilt.
/// </summary>
static class MaildirName
{
    /// <summary>Windows takes what stands behind a colon for a stream of the file.</summary>
    public static readonly char InfoDelimiter = OperatingSystem.IsWindows() ? ';' : ':';

    public static string Key(ContentKey content, int occurrence) => $"{content.ToString()[..32]}_{occurrence}";

    public static string Of(string key, MessageInfo message, long length) =>
        $"{message.InternalDate.ToUnixTimeSeconds()}.{key}.acmail,S={length}{InfoDelimiter}2,{Letters(message.Flags)}";

    /// <summary>The key in a name that <see cref="Of"/> made, or <see langword="null"/> for somebody else's file.</summary>
    public static string? KeyIn(string name) =>
        name.Split('.') is [_, var key, var rest] && rest.StartsWith("acmail,", StringComparison.Ordinal) ? key : null;

    /// <summary>The letters have to stand in ASCII order.</summary>
    static string Letters(MailFlags flags) => string.Concat(
        flags.System.HasFlag(SystemFlags.Draft) ? "D" : "",
        flags.System.HasFlag(SystemFlags.Flagged) ? "F" : "",
        flags.Keywords.Contains("$Forwarded", StringComparer.OrdinalIgnoreCase) ? "P" : "",
        flags.System.HasFlag(SystemFlags.Answered) ? "R" : "",
        flags.System.HasFlag(SystemFlags.Seen) ? "S" : "",
        flags.System.HasFlag(SystemFlags.Deleted) ? "T" : "");
}
