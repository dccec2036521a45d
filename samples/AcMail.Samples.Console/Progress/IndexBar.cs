using Spectre.Console;

namespace AcMail.Cli;

sealed class IndexBar(string account, ProgressTask task) : IProgress<int>
{
    public void Report(int value)
    {
        task.IsIndeterminate = true;
        task.Description = Markup.Escape(Terminal.Harmless(
            $"{account}: {Say.It("reading the text of messages", "lecture du texte des messages")} {value}"));
    }
}
