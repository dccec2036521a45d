using System.Globalization;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>What cannot be asked for is refused in the language of the person who asked, and nothing is half done.</summary>
public sealed class ActionArgumentTests
{
    [Theory]
    [InlineData("fr-FR", "boîte de réception", "n'est pas un nom de dossier", "est placé sous", "mot-clé", "rôle")]
    [InlineData("en-GB", "The inbox", "is no name for a mailbox", "lies below", "A keyword", "role")]
    public async Task It_is_told_in_words_that_a_person_understands(string culture, string inbox, string name, string below, string keyword, string role)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1, "A");
        await imap.SyncWellAsync();
        var (mailboxes, id) = (imap.Account.Replica.MailboxActions, (await imap.ListAsync("A"))[0].Id);
        using var content = new MemoryStream(ImapFixture.Message(9));
        CultureInfo.CurrentUICulture = new(culture);
        await ShouldSayAsync(inbox, async () => await mailboxes.RenameAsync("INBOX", "B"));
        await ShouldSayAsync(inbox, async () => await mailboxes.DeleteAsync("INBOX"));
        await ShouldSayAsync(below, async () => await mailboxes.RenameAsync("A", "A/b"));
        await ShouldSayAsync(role, async () => await imap.Actions.AppendAsync(new(content) { Role = MailboxRole.None }));
        await ShouldSayAsync(keyword, async () => await imap.Actions.MarkAsync([id], new(SystemFlags.None, "à faire"), default));
        foreach (var wrong in (string[])["", " ", "a//b", "a/", "a\tb", "a\u2028b", "a\ud83d"])
            await ShouldSayAsync(name, async () => await mailboxes.CreateAsync(wrong));
        await ShouldSayAsync(name, async () => await imap.Actions.MoveAsync([id], ""));
        await ShouldSayAsync(name, async () => await mailboxes.SubscribeAsync(""));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\tb")]
    [InlineData("\u0001")]
    public async Task A_mailbox_that_cannot_be_created_is_not_created_for_messages_of_a_POP3_account_either(string name)
    {
        await using var pop = new ImapFixture { Protocol = MailProtocol.Pop3 };
        pop.Deliver(1);
        await pop.RestartAsync();
        await pop.SyncWellAsync();
        var id = (await pop.ListAsync())[0].Id;
        using var content = new MemoryStream(ImapFixture.Message(9));
        await Should.ThrowAsync<ArgumentException>(async () => await pop.Actions.MoveAsync([id], name));
        await Should.ThrowAsync<ArgumentException>(async () => await pop.Actions.CopyAsync([id], name));
        await Should.ThrowAsync<ArgumentException>(async () => await pop.Actions.AppendAsync(new(content) { Mailbox = name }));
        (await pop.Account.Replica.GetMailboxesAsync()).ShouldHaveSingleItem().Messages.ShouldBe(1);
    }

    [Theory]
    [InlineData("fr-FR", "1001 caractères, et 1000 sont permis")]
    [InlineData("en-GB", "1001 characters, and 1000 are allowed")]
    public async Task A_mailbox_of_a_POP3_account_that_nobody_could_read_the_name_of_is_not_created(string culture, string words)
    {
        await using var pop = new ImapFixture { Protocol = MailProtocol.Pop3 };
        pop.Deliver(1);
        await pop.RestartAsync();
        await pop.SyncWellAsync();
        CultureInfo.CurrentUICulture = new(culture);
        var (mailboxes, id) = (pop.Account.Replica.MailboxActions, (await pop.ListAsync())[0].Id);
        var name = new string('é', 1001);
        await ShouldSayAsync(words, async () => await mailboxes.CreateAsync(name));
        await ShouldSayAsync(words, async () => await pop.Actions.MoveAsync([id], name));
        await mailboxes.CreateAsync(name[1..]);
        await ShouldSayAsync(words, async () => await mailboxes.RenameAsync(name[1..], name));
        (await pop.Account.Replica.GetMailboxesAsync()).Select(m => m.Name).ShouldBe(["INBOX", name[1..]], ignoreOrder: true);
    }

    static async Task ShouldSayAsync(string words, Func<Task> action) => (await Should.ThrowAsync<ArgumentException>(action)).Message.ShouldContain(words);
}
