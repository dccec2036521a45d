using AcMail.Core.IntegrationTests.Support;
using AcMail.Storage;

namespace AcMail.Core.IntegrationTests.Migration;

/// <summary>A message of a server, as a client sees it that has nothing to do with the library.</summary>
sealed record MailOn(string Mailbox, uint Uid, ContentKey Content, string Flags)
{
    /// <summary>Every message of every mailbox.</summary>
    public static async Task<List<MailOn>> ReadAsync(RawImap server)
    {
        var mail = new List<MailOn>();
        foreach (var mailbox in await server.ListAsync())
            mail.AddRange((await server.FetchAllAsync(mailbox)).Select(m => new MailOn(mailbox, m.Key, ContentKey.Of(m.Value.Content), m.Value.Flags)));
        return mail;
    }
}
