using Spectre.Console;

namespace AcMail.Cli;

/// <summary>One live bar on standard error, where that is a terminal.</summary>
static class SingleBar
{
    public static Task<T> RunAsync<T>(string title, Func<ProgressTask?, Task<T>> work) => Console.IsErrorRedirected
        ? work(null)
        : Bars.Create().StartAsync(context => work(context.AddTask(Markup.Escape(Terminal.Harmless(title)))));
}
