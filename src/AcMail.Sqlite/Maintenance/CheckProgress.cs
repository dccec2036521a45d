using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Reports how far the packs have been read, every few megabytes.</summary>
sealed class CheckProgress(IProgress<StoreCheckProgress>? progress, long total)
{
    const long Step = 4 << 20;

    long _reported;

    public void Reached(long done)
    {
        if (progress is null || (done - _reported < Step && done < total)) return;
        _reported = done;
        progress.Report(new(Math.Min(done, total), total));
    }
}
