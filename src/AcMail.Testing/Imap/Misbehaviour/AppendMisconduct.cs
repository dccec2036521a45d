using System.Text;
using System.Text.RegularExpressions;

namespace AcMail.Testing;

/// <summary>What APPEND may do to a message.</summary>
static partial class AppendMisconduct
{
    const int LongestLine = 9900;

    /// <summary>Why a message that others would take is refused, or <see langword="null"/>.</summary>
    public static ImapResult? Refusal(ImapSession session, FlagSet flags, ReadOnlySpan<byte> content)
    {
        if (flags.Contains(@"\Flagged") && session.Misbehaves(ImapMisbehaviour.AppendFlaggedRefused))
            return ImapResult.Bad("Command Argument Error. 11");
        if (flags.Any(f => f[0] != '\\') && session.Misbehaves(ImapMisbehaviour.AppendKeywordRefused))
            return ImapResult.No("APPEND failed: invalid flag");
        if (session.MayMisbehave(ImapMisbehaviour.AppendLongLineRefused) && HasLongLine(content) && session.Misbehaves(ImapMisbehaviour.AppendLongLineRefused))
            return ImapResult.No("The message could not be saved.");
        return !content.EndsWith("\n"u8) && session.Misbehaves(ImapMisbehaviour.AppendUnterminatedRefused)
            ? ImapResult.Bad("Additional arguments found after last expected argument", "CLIENTBUG")
            : null;
    }

    /// <summary>The octets that are kept: where the profile says so, Message-ID has lost its domain.</summary>
    public static ReadOnlyMemory<byte> Content(ImapSession session, ReadOnlyMemory<byte> content)
    {
        if (!session.Misbehaves(ImapMisbehaviour.AppendRewrites)) return content;
        return Encoding.Latin1.GetBytes(MessageId().Replace(Encoding.Latin1.GetString(content.Span), "${name}<${left}>", 1));
    }

    static bool HasLongLine(ReadOnlySpan<byte> content)
    {
        foreach (var line in content.Split((byte)'\n'))
            if (content[line].Length > LongestLine) return true;
        return false;
    }

    [GeneratedRegex(
        @"(?<name>^Message-ID:\s*)<(?<left>[^@>\r\n]*)@[^>\r\n]*>",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MessageId();
}
