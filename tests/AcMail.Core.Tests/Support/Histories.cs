using System.Globalization;
using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.Tests.Support;

/// <summary>What random histories have in common.</summary>
static class Histories
{
    /// <summary>How many <c>ACMAIL_HISTORIES</c> asks for, for each server; <see langword="null"/> where it asks for nothing.</summary>
    public static int? Asked { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("ACMAIL_HISTORIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    /// <summary>The connection ends before a line of the client or of the server.</summary>
    public static Fault Cut(bool ofClient, int line) => Fault.Cut(FaultPoint.BeforeLine(ofClient ? WireDirection.ToServer : WireDirection.ToClient, line));

    /// <summary>A line of the client or of the server waits, if <paramref name="doing"/> comes to it, until <paramref name="meanwhile"/> is done.</summary>
    public static async Task InTheMiddleAsync(MailServer server, bool ofClient, int line, Func<Task> doing, Func<Task> meanwhile)
    {
        var goOn = new TaskCompletionSource();
        var stall = Fault.Stall(FaultPoint.BeforeLine(ofClient ? WireDirection.ToServer : WireDirection.ToClient, line), goOn.Task);
        server.Faults.Add(stall);
        var done = doing();
        await Task.WhenAny(done, server.Faults.WhenStruckAsync(stall));
        // Nobody else is to wait there.
        if (done.IsCompleted) server.Faults.Clear();
        await meanwhile();
        goOn.SetResult();
        await done;
        server.Faults.Clear();
    }

    /// <summary>Does something that is given up when a line of the client or of the server is come to, which waits for that.</summary>
    public static async Task GiveUpAsync(MailServer server, bool ofClient, int line, Func<CancellationToken, Task> doing)
    {
        using var cancel = new CancellationTokenSource();
        try
        {
            await InTheMiddleAsync(server, ofClient, line, () => doing(cancel.Token), cancel.CancelAsync);
        }
        catch (OperationCanceledException)
        {
            server.Faults.Clear();
        }
    }

    /// <summary>Does something that is given up around a commit.</summary>
    public static async Task GiveUpAsync(MortalStores stores, bool before, int commit, Func<CancellationToken, Task> doing)
    {
        using var cancel = new CancellationTokenSource();
        stores.GiveUpAt(commit, before, cancel);
        try
        {
            await doing(cancel.Token);
        }
        catch (OperationCanceledException)
        {
        }

        stores.Count();
    }

    /// <summary>Gives back what nothing names any more, and says how many contents that were; while a pass runs, none.</summary>
    public static async Task<long> CompactAsync(IStoreMaintenance maintenance, string account)
    {
        try
        {
            var report = await maintenance.CompactAsync(account);
            report.Problems.ShouldBeEmpty();
            return report.Contents;
        }
        catch (MailException e) when (e.Failure.Kind == MailErrorKind.Busy)
        {
            return 0;
        }
    }

    /// <summary>The connection ends before the reply to a command, or before it takes effect.</summary>
    public static Fault Lose(string command, bool replyAlone, int occurrence) =>
        replyAlone ? Fault.LoseReply(command, occurrence) : Fault.LoseCommand(command, occurrence);
}
