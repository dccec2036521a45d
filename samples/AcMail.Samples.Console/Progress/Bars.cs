using Spectre.Console;

namespace AcMail.Cli;

static class Bars
{
    public static Spectre.Console.Progress Create() => AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) })
        .Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
}
