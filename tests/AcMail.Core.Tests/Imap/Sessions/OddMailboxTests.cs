using CsCheck;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Whatever mailboxes are called, they are mirrored, or are a problem of their own; and what is called so here is made, or refused.</summary>
public sealed class OddMailboxTests
{
    static readonly string[] Pieces =
    [
        "Élèves", "E\u0301", "a", "A", "Inbox", "INBOX", ".", "..", " ", "\"", "\\", "*", "%", "&", "&-", "&AOk-", "~", "#", "{1}", "(", ")", "\0", "\r\n",
        "\t", "\u001b[31m", "\u007f", "\u00a0", "\u00ad", "\u2028", "\u202e", "\ufeff", "\ufffe", "\uffff", "\ud800", "😀", "𝒜", "ß", "İ", "ı", "Sent",
        "Trash", "con", "NUL", "+", ",", "=",
    ];

    static Gen<string> Name { get; } =
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 4].Select(string.Concat).Array[1, 3].Select(levels => string.Join('/', levels));

    [Fact]
    public async Task Every_mailbox_of_a_server_is_mirrored_or_told() => await Gen.Select(Name.Array[1, 12], Gen.Bool).SampleAsync(async (names, utf8) =>
    {
        await using var imap = new ImapFixture(utf8 ? "" : "UTF8=ACCEPT");
        foreach (var name in names.Where(n => imap.User.FindMailbox(n) is null)) imap.Deliver(1, name);
        imap.Deliver(1);
        var report = await imap.SyncAsync();
        report.Failure.ShouldBeNull(report.Failure?.ToString());
        var before = await imap.ListAsync();
        (before.Count + report.Problems.Count).ShouldBeGreaterThanOrEqualTo(imap.User.Mailboxes.Sum(m => m.Messages.Count));
        (await imap.Account.Replica.GetMailboxesAsync()).Sum(m => m.Messages).ShouldBe(before.Count);
        (await imap.SyncAsync()).Failure.ShouldBeNull();
        (await imap.ListAsync()).Select(m => m.Id).ShouldBe(before.Select(m => m.Id), ignoreOrder: true);
    }, iter: 60);

    [Fact]
    public async Task Every_name_that_is_given_here_is_taken_or_refused() => await Name.Array[1, 5].SampleAsync(async names =>
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        await imap.SyncWellAsync();
        var id = (await imap.ListAsync())[0].Id;
        foreach (var name in names)
        {
            await TryAsync(async () => await imap.Account.Replica.MailboxActions.CreateAsync(name));
            await TryAsync(async () => await imap.Actions.CopyAsync([id], name));
            await TryAsync(async () => await imap.Account.Replica.MailboxActions.RenameAsync(name, name + "2"));
        }

        var report = await imap.SyncAsync();
        report.Failure.ShouldBeNull(report.Failure?.ToString());
        await imap.SyncAsync();
        await imap.SyncAsync();
        await imap.ShouldAgreeAsync(string.Join('|', names));
    }, iter: 60);

    static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (e is MailException or ArgumentException)
        {
        }
    }
}
