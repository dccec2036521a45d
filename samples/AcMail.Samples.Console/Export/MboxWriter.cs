using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AcMail.Storage;

namespace AcMail.Cli;

/// <summary>
/// Writes one mboxrd file, anew each time; the former one is replaced when the new one is whole. What stands there and is not in the mailbox any more, or cannot
/// be read from it now, is taken over: the file may be all that is left of it.
/// </summary>
sealed class MboxWriter : IMailboxWriter
{
    readonly string _path;
    readonly PartFile _part;
    readonly ArrayBufferWriter<byte> _encoded = new(1 << 17);
    readonly byte[] _buffer = new byte[1 << 16];
    readonly Dictionary<ContentKey, int> _written = [];

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

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(_path)) await TakeOverAsync(cancellationToken);
        _part.MoveTo(_path);
    }

    public void Dispose() => _part.Dispose();

    async Task CopyAsync(MessageInfo message, Stream content, CancellationToken cancellationToken)
    {
        // asctime in UTC, as RFC 4155 has it.
        var date = message.InternalDate.UtcDateTime.ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture);
        await _part.Stream.WriteAsync(Encoding.ASCII.GetBytes($"From MAILER-DAEMON {date}\n"), cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var encoder = new MboxrdEncoder();
        while (await content.ReadAsync(_buffer, cancellationToken) is var read and > 0)
        {
            encoder.Encode(_buffer.AsSpan(0, read), _encoded);
            await FlushAsync(hash, cancellationToken);
        }

        encoder.Finish(_encoded);
        await FlushAsync(hash, cancellationToken);
        var key = new ContentKey(hash.GetHashAndReset());
        _written[key] = _written.GetValueOrDefault(key) + 1;
    }

    async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        await using var former = File.OpenRead(_path);
        var bounds = await MboxEntries.FindAsync(former, cancellationToken) ?? throw new MailException(ExportFailures.NoMbox(_path));
        foreach (var (start, end) in bounds.Zip(bounds.Skip(1)))
        {
            var key = await MboxEntries.CopyAsync(former, start, end, Stream.Null, cancellationToken);
            var copies = _written.GetValueOrDefault(key);
            if (copies > 0) _written[key] = copies - 1;
            else await MboxEntries.CopyAsync(former, start, end, _part.Stream, cancellationToken);
        }
    }

    async Task FlushAsync(IncrementalHash hash, CancellationToken cancellationToken)
    {
        hash.AppendData(_encoded.WrittenSpan);
        await _part.Stream.WriteAsync(_encoded.WrittenMemory, cancellationToken);
        _encoded.ResetWrittenCount();
    }
}
