namespace AcMail.Cli;

sealed class ExportTally
{
    public int Messages { get; private set; }

    public int Written { get; private set; }

    public long Bytes { get; private set; }

    public List<ExportFailureView> Failures { get; } = [];

    public void Count(bool written, long size)
    {
        Messages++;
        Bytes += size;
        if (written) Written++;
    }
}
