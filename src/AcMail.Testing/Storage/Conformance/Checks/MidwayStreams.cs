namespace AcMail.Testing;

/// <summary>A stream that does something once it has been read for the most part, in the last pass over it.</summary>
abstract class MidwayStream(byte[] bytes) : MemoryStream(bytes)
{
    protected abstract void Midway();

    public override int Read(Span<byte> buffer)
    {
        Check();
        return base.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Check();
        return base.Read(buffer, offset, count);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Check();
        return base.ReadAsync(buffer, cancellationToken);
    }

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        // The base would hand over its whole buffer in one write.
        var chunk = new byte[bufferSize];
        int read;
        while ((read = await ReadAsync(chunk, cancellationToken)) > 0) await destination.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
    }

    void Check()
    {
        if (Position > Length * 2 / 3) Midway();
    }
}

sealed class CancellingStream(byte[] bytes, CancellationTokenSource cancel) : MidwayStream(bytes)
{
    protected override void Midway() => cancel.Cancel();
}

sealed class BreakingStream(byte[] bytes) : MidwayStream(bytes)
{
    protected override void Midway() => throw new IOException("The stream broke, as the check wants.");
}
