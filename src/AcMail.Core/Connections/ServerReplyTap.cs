using System.Text;
using MailKit;

namespace AcMail;

/// <summary>Remembers the end of what the server said last: MailKit drops the reason of most refusals.</summary>
/// <remarks>Whole downloads pass through here, so it keeps the last few bytes only and reads them when asked. What the client says is not looked at.</remarks>
sealed class ServerReplyTap : IProtocolLogger
{
    const int Capacity = 1024;

    readonly byte[] _tail = new byte[Capacity];
    int _count;

    /// <summary>The server's reply to the last command, or <see langword="null"/>.</summary>
    public string? LastReply => ServerReplyText.Find(Encoding.UTF8.GetString(_tail, 0, _count));

    /// <summary>The same, neither cut nor cleaned: a secret in it can only be recognised whole.</summary>
    public string? WholeReply => ServerReplyText.FindWhole(Encoding.UTF8.GetString(_tail, 0, _count));

    /// <summary>Whether the server finished the line that it was saying.</summary>
    public bool EndsALine => _count > 0 && _tail[_count - 1] == (byte)'\n';

    /// <summary>Whether the server asked for more (<c>+</c>) since the client last spoke.</summary>
    public bool HasContinued => _count > 0 && (_tail[0] == (byte)'+' || _tail.AsSpan(0, _count).IndexOf("\n+"u8) >= 0);

    /// <summary>Is handed all that the server says, too, before the client reads it.</summary>
    public Action<ArraySegment<byte>>? Listener { get; set; }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) => _count = 0;

    public void LogClient(byte[] buffer, int offset, int count) => _count = 0;

    public void LogServer(byte[] buffer, int offset, int count)
    {
        Listener?.Invoke(new(buffer, offset, count));
        if (count >= Capacity)
        {
            offset += count - Capacity;
            count = Capacity;
            _count = 0;
        }
        else if (_count + count > Capacity)
        {
            var kept = Capacity - count;
            Buffer.BlockCopy(_tail, _count - kept, _tail, 0, kept);
            _count = kept;
        }

        Buffer.BlockCopy(buffer, offset, _tail, _count, count);
        _count += count;
    }

    public void Dispose()
    {
    }
}
