using System.Buffers;
using System.Globalization;
using System.Text;

namespace AcMail.Cli;

/// <summary>Writes one mboxrd file, anew each time; the former one is replaced when the new one is whole.</summary>
sealed class MboxWriter : IMailboxWriter
{
    readonly string _path;
    readonly PartFile _part;
    readonly ArrayBufferWriter<byte> _encoded = new(1 << 17);
    readonly byte[] _buffer = new byte[1 << 16];

    public MboxWriter(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _part = new($"{path}.part");
    }

    public async Task<bool> WriteAsync(MessageInfo message, Stream content, CancellationToken cancellationToken)
    {
        var start = _part.Stream.Position;
        try
        {
            await CopyAsync(message, content, cancellationToken);
        }
        catch (MailException)
        {
            // A message that breaks off half-way must not leave its half in the file.
            _part.Stream.SetLength(start);
            _part.Stream.Position = start;
            throw;
        }

        return true;
    }

    public void Complete() => _part.MoveTo(_path);

    public void Dispose() => _part.Dispose();

    async Task CopyAsync(MessageInfo message, Stream content, CancellationToken cancellationToken)
    {
        // asctime in UTC, as RFC 4155 has it.
        var date = message.InternalDate.UtcDateTime.ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture);
        await _part.Stream.WriteAsync(Encoding.ASCII.GetBytes($"From MAILER-DAEMON {date}\n"), cancellationToken);
        var encoder = new MboxrdEncoder();
        while (await content.ReadAsync(_buffer, cancellationToken) is var read and > 0)
        {
            encoder.Encode(_buffer.AsSpan(0, read), _encoded);
            await FlushAsync(cancellationToken);
        }

        encoder.Finish(_encoded);
        await FlushAsync(cancellationToken);
    }

    async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _part.Stream.WriteAsync(_encoded.WrittenMemory, cancellationToken);
        _encoded.ResetWrittenCount();
    }
}
