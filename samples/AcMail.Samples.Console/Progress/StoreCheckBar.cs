using AcMail.Storage;
using Spectre.Console;

namespace AcMail.Cli;

sealed class StoreCheckBar(ProgressTask task) : IProgress<StoreCheckProgress>
{
    public void Report(StoreCheckProgress value)
    {
        task.MaxValue = Math.Max(1, value.BytesTotal);
        task.Value = value.BytesDone;
    }
}
