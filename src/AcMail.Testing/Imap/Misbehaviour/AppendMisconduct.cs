using System.Text;
using System.Text.RegularExpressions;

namespace AcMail.Testing;

/// <summary>What APPEND may do to a message.</summary>
static partial class AppendMisconduct
{
    /// <summary>The octets that are kept: where the profile says so, Message-ID has lost its domain.</summary>
    public static ReadOnlyMemory<byte> Content(ImapSession session, ReadOnlyMemory<byte> content)
    {
        if (!session.Misbehaves(ImapMisbehaviour.AppendRewrites)) return content;
        return Encoding.Latin1.GetBytes(MessageId().Replace(Encoding.Latin1.GetString(content.Span), "${name}<${left}>", 1));
    }

    [GeneratedRegex(@"(?<name>^Message-ID:\s*)<(?<left>[^@>\r\n]*)@[^>\r\n]*>", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MessageId();
}
