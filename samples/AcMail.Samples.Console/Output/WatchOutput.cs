using System.Text.Json;

namespace AcMail.Cli;

/// <summary>Tells changes as they come: each one line, of JSON or for a person.</summary>
sealed class WatchOutput(StandardOutput output, bool json)
{
    readonly Lock _lock = new();

    public void Tell(string account, MailChange change)
    {
        // Several accounts may have something to tell at the same moment.
        lock (_lock)
        {
            if (json) output.Document(JsonSerializer.SerializeToUtf8Bytes(WatchView.Of(account, change), CliJson.Readable.WatchView));
            else TellPerson(account, change);
        }
    }

    void TellPerson(string account, MailChange change)
    {
        if (change is WatchReported { Report: var report })
        {
            SyncText.Write(output, report);
            SyncText.NoteProblems(output, report);
            return;
        }

        output.Line(change switch
        {
            MessageArrived arrived => $"{account}: + {Describe(arrived.Message)}",
            MessageChanged changed => $"{account}: * {Describe(changed.Message)} {changed.Message.Flags}",
            MessageRemoved removed => $"{account}: - {removed.Mailbox}/{removed.Id}",
            MailboxAppeared appeared => $"{account}: + {appeared.Mailbox.Name}",
            MailboxChanged changed => $"{account}: * {changed.Mailbox.Name}",
            MailboxDisappeared disappeared => $"{account}: - {disappeared.Name}",
            _ => $"{account}: {Say.It("more has changed than can be told", "il y a eu plus de changements qu'il n'est possible d'en annoncer")}",
        });
    }

    static string Describe(MessageInfo message) => $"{message.Mailbox}/{message.Id} {message.Headers.From} — {message.Headers.Subject}";
}
