using AcMail.Storage;

namespace AcMail.Core.Tests.Imap;

public sealed class MailboxListPlannerTests
{
    static readonly RemoteMailbox Inbox = new(new("INBOX", '/', MailboxRole.Inbox, true), null);
    static readonly RemoteMailbox Class = new(new("Classe/6e B", '/', MailboxRole.None, true), null);

    [Fact]
    public void Everything_is_wanted_without_patterns() =>
        MailboxListPlanner.Select([Inbox, Class], Settings()).Select(m => m.Mailbox.Name).ShouldBe(["INBOX", "Classe/6e B"]);

    [Fact]
    public void Only_what_matches_is_wanted_with_patterns() =>
        MailboxListPlanner.Select([Inbox, Class], Settings("inbox")).Select(m => m.Mailbox.Name).ShouldBe(["INBOX"]);

    [Fact]
    public void What_is_already_known_is_not_listed_again() =>
        MailboxListPlanner.Added([Stored("INBOX", MailboxRole.Inbox)], [Inbox, Class])
            .ShouldBe([new MailboxListed("Classe/6e B", '/', MailboxRole.None, true) { Subscribed = false }]);

    [Fact]
    public void What_the_list_lacks_is_a_candidate_for_unlinking() =>
        MailboxListPlanner.Missing([Stored("INBOX", MailboxRole.Inbox), Stored("Gone", MailboxRole.None)], [Inbox]).ShouldBe(["Gone"]);

    [Fact]
    public void A_list_without_the_inbox_proves_nothing() =>
        MailboxListPlanner.Missing([Stored("INBOX", MailboxRole.Inbox), Stored("Gone", MailboxRole.None)], [Class]).ShouldBeEmpty();

    [Fact]
    public void A_mailbox_that_is_only_excluded_is_not_missing() =>
        MailboxListPlanner.Missing([Stored("Classe/6e B", MailboxRole.None)], [Inbox, Class]).ShouldBeEmpty();

    static ImapSettings Settings(params string[] patterns) => new(patterns, [], new Dictionary<MailboxRole, string>(), true);

    static StoredMailbox Stored(string name, MailboxRole role) => new(name, '/', role, true, null, 0, 0);
}
