using System.Buffers;
using System.Text;

namespace AcMail.Testing;

/// <summary>An item of data that a FETCH response gives.</summary>
/// <param name="Name">What it is called, in requests and, unless it is a section, in responses.</param>
/// <param name="Write">Writes its name and its value.</param>
/// <param name="Extension">The extension without which it is unknown.</param>
/// <param name="SetsSeen">Whether <c>\Seen</c> is set by fetching it.</param>
/// <param name="IsOctets">Whether it is a section of the message.</param>
sealed record FetchItem(
    string Name, Action<IBufferWriter<byte>, FetchedMessage> Write, string? Extension = null, bool SetsSeen = false, bool IsOctets = false)
{
    /// <summary>An item whose value is written after its name and a space.</summary>
    public static FetchItem Named(
        string name, Action<IBufferWriter<byte>, FetchedMessage> writeValue, string? extension = null, bool setsSeen = false)
    {
        var beginning = Encoding.ASCII.GetBytes($"{name} ");
        return new(name, Write, extension, setsSeen);

        void Write(IBufferWriter<byte> output, FetchedMessage message)
        {
            output.Write(beginning);
            writeValue(output, message);
        }
    }
}
