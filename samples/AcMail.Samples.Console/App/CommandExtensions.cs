using System.CommandLine;

namespace AcMail.Cli;

static class CommandExtensions
{
    /// <summary>Gives <paramref name="command"/> its work, with the accounts of the configuration opened around it.</summary>
    public static Command Does(
        this Command command, Globals globals, Func<CliContext, ParseResult, CancellationToken, Task<int>> work)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var context = CliContext.Open(parsed, globals);
            return await work(context, parsed, cancellationToken);
        });
        return command;
    }
}
