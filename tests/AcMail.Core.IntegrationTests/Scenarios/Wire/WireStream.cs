using System.Text;

namespace AcMail.Core.IntegrationTests.Scenarios.Wire;

/// <summary>Lines and octets of one connection, as text in which each octet is a character.</summary>
sealed class WireStream(Stream stream) : IAsyncDisposable
{
    readonly byte[] _buffer = new byte[64 * 1024];
    int _start;
    int _end;

    public async Task SendAsync(string octets, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(octets), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>The next line without its end, or <see langword="null"/> where the server has closed the connection.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            var at = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            var end = at < 0 ? _end : at;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, end - _start));
            _start = at < 0 ? _end : at + 1;
            if (at >= 0) return line.ToString().TrimEnd('\r');
            if (!await FillAsync(cancellationToken)) return null;
        }
    }

    public async Task<string> ReadOctetsAsync(int count, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (true)
        {
            var taken = Math.Min(count - text.Length, _end - _start);
            text.Append(Encoding.Latin1.GetString(_buffer, _start, taken));
            _start += taken;
            if (text.Length == count) return text.ToString();
            if (!await FillAsync(cancellationToken)) throw new EndOfStreamException("The server closed the connection inside a literal.");
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            (_start, _end) = (0, 0);
            _end = await stream.ReadAsync(_buffer, cancellationToken);
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }

        return _end > 0;
    }
}
