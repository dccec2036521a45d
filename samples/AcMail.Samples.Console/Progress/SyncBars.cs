using Spectre.Console;

namespace AcMail.Cli;

/// <summary>One live bar an account on standard error, where that is a terminal.</summary>
static class SyncBars
{
    public static Task RunAsync(Func<Func<string, IProgress<SyncProgress>?>, Task> work) => Console.IsErrorRedirected
        ? work(_ => null)
        : Bars.Create().StartAsync(context => work(account => new SyncBar(account, context.AddTask(Markup.Escape(Terminal.Harmless(account))))));
}

sealed class SyncBar(string account, ProgressTask task) : IProgress<SyncProgress>
{
    public void Report(SyncProgress value)
    {
        var mailbox = value.Mailbox is null ? "" : $" {value.Mailbox}";
        task.Description = Markup.Escape(Terminal.Harmless($"{account}: {Stage(value.Stage)}{mailbox} {ByteSize.Of(value.BytesDone)}"));
        task.IsIndeterminate = value.MessagesTotal == 0 && value.Stage != SyncStage.Completed;
        task.MaxValue = Math.Max(1, value.MessagesTotal);
        task.Value = value.Stage == SyncStage.Completed ? task.MaxValue : value.MessagesDone;
    }

    static string Stage(SyncStage stage) => stage switch
    {
        SyncStage.Connecting => Say.It("connecting", "connexion"),
        SyncStage.Listing => Say.It("listing", "inventaire"),
        SyncStage.Comparing => Say.It("comparing", "comparaison"),
        SyncStage.Downloading => Say.It("downloading", "téléchargement"),
        _ => Say.It("done", "terminé"),
    };
}
