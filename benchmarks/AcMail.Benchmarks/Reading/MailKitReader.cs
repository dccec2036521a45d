using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace AcMail.Benchmarks.Reading;

/// <summary>MailKit on its own: one connection, whole messages as streams, which are thrown away.</summary>
/// <remarks>The calls that block, since they are the faster ones.</remarks>
sealed class MailKitReader : IDisposable
{
    public const int MessagesAtOnce = 1000;

    readonly ImapClient _client = new() { ServerCertificateValidationCallback = (_, _, _, _) => true };

    public MailKitReader(ReadTarget target)
    {
        _client.Connect(target.Host, target.Port, target.Tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.None);
        _client.Authenticate(target.UserName, target.Password);
        Inbox.Open(FolderAccess.ReadOnly);
    }

    ImapFolder Inbox => (ImapFolder)_client.Inbox!;

    public (int Messages, long Bytes) Read(int most)
    {
        var (messages, bytes) = (0, 0L);
        for (var (from, end) = (0, Math.Min(Inbox.Count, most)); from < end; from += MessagesAtOnce)
            Inbox.GetStreams(from, Math.Min(from + MessagesAtOnce, end) - 1, Discard);
        return (messages, bytes);

        void Discard(ImapFolder folder, int index, UniqueId uid, Stream stream)
        {
            messages++;
            bytes += stream.Length;
        }
    }

    public void Dispose()
    {
        _client.Disconnect(true);
        _client.Dispose();
    }
}
