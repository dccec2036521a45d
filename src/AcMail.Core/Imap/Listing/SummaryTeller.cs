using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>FETCH whose answer is taken line by line.</summary>
static class SummaryTeller
{
    /// <summary>Tells what FETCH says of messages one by one, so that those before an answer that cannot be read are known.</summary>
    public static async Task TellAsync(this ImapFolder folder, Func<Task> fetch, Action<IMessageSummary> tell)
    {
        folder.MessageSummaryFetched += OnFetched;
        try
        {
            await fetch().ConfigureAwait(false);
        }
        finally
        {
            folder.MessageSummaryFetched -= OnFetched;
        }

        void OnFetched(object? sender, MessageSummaryFetchedEventArgs e) => tell(e.Message);
    }
}
