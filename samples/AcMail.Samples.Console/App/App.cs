using System.CommandLine;
using System.CommandLine.Invocation;

namespace AcMail.Cli;

static class App
{
    public static async Task<int> RunAsync(string[] args)
    {
        Language.Apply(Environment.GetEnvironmentVariable);
        var globals = new Globals();
        // A query may begin with an @, which would otherwise name a file of arguments.
        var parsed = Root(globals).Parse(args, new() { ResponseFileTokenReplacer = null });
        var output = new StandardOutput(globals.WantsJson(parsed));
        using var signals = new Signals();
        try
        {
            if (parsed.Action is ParseErrorAction) throw new UsageException(string.Join(' ', parsed.Errors.Take(3).Select(UsageFaults.Of)));
            InvocationConfiguration invocation = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation, signals.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var problem = CliProblem.From(e, signals);
            output.Fail(problem);
            if (Debugging.IsOn) output.Note(e.ToString());
            return problem.ExitCode;
        }
    }

    static RootCommand Root(Globals globals) => new(Say.It(
        "Keeps mail accounts in step with their servers, and lets you read, search, send and export.",
        "Tient des comptes de messagerie à jour, et permet de lire, chercher, envoyer et exporter."))
    {
        globals.Config,
        globals.Json,
        AccountsCommand.Create(globals),
        ValidateCommand.Create(globals),
        SyncCommand.Create(globals),
        WatchCommand.Create(globals),
        MailboxesCommand.Create(globals),
        ListCommand.Create(globals),
        SearchCommand.Create(globals),
        ShowCommand.Create(globals),
        MarkCommand.Create(globals),
        SendCommand.Create(globals),
        OutboxCommand.Create(globals),
        MoveCommand.CreateMove(globals),
        MoveCommand.CreateCopy(globals),
        DeleteCommand.Create(globals),
        AppendCommand.Create(globals),
        MailboxCommand.Create(globals),
        RetentionCommand.Create(globals),
        MigrateCommand.Create(globals),
        ExportCommand.Create(globals),
        DoctorCommand.Create(globals),
        CompactCommand.Create(globals),
    };
}
