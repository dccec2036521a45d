using AcMail.Storage;

namespace AcMail.Core.Tests.Imap.Mailboxes;

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
    public void What_the_settings_name_and_no_mailbox_is_called_is_told()
    {
        var settings = Settings("inbox", "classe/6e b", "Cla*") with { Watch = ["Classe/*", "Archives", "INBOX"] };
        MailboxListPlanner.Unmatched([Inbox, Class], settings).ShouldBe([("Imap.Mailboxes", "classe/6e b", "Classe/6e B"), ("Imap.Watch", "Archives", null)]);
        MailboxListPlanner.Unmatched([Inbox, Class], settings with { ExcludedMailboxes = ["Classe/*"] }).ShouldContain(("Imap.Watch", "Classe/*", null));
        MailboxListPlanner.Unmatched([Inbox, Class], Settings()).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_already_known_is_not_listed_again() =>
        MailboxListPlanner.Added([Stored("INBOX", MailboxRole.Inbox)], [Inbox, Class])
            .ShouldBe([new MailboxListed("Classe/6e B", '/', MailboxRole.None, true) { Subscribed = false }]);

    [Fact]
    public void An_id_that_the_server_tells_is_written_down_and_one_that_it_does_not_tell_stays()
    {
        StoredMailbox[] held = [Stored("A", "M1"), Stored("B", "M2"), Stored("C", ""), Stored("D", "M4")];

        MailboxListPlanner.Added(held, [Listed("A", "M1"), Listed("B", ""), Listed("C", "M3"), Listed("D", "M5")])
            .ShouldBe([MailboxListed("C", "M3"), MailboxListed("D", "M5")]);

        static MailboxListed MailboxListed(string name, string id) => new(name, '/', MailboxRole.None, true) { Subscribed = false, ObjectId = id };
    }

    [Fact]
    public void The_inbox_is_the_one_that_is_wanted()
    {
        StoredMailbox[] held = [Stored("A", MailboxRole.None), Stored("INBOX", MailboxRole.Inbox)];

        MailboxListPlanner.Inbox(held, Settings())!.Name.ShouldBe("INBOX");
        MailboxListPlanner.Inbox(held, Settings("A")).ShouldBeNull();
        MailboxListPlanner.Inbox(held[..1], Settings()).ShouldBeNull();
    }

    [Fact]
    public void The_inbox_is_renamed_only_where_the_server_writes_it_in_other_letters()
    {
        var lower = Inbox with { Mailbox = new("Inbox", '/', MailboxRole.Inbox, true) { ObjectId = "M1" } };
        var held = Stored("INBOX", MailboxRole.Inbox) with { ObjectId = "M1" };

        MailboxListPlanner.Renamed([held], [lower]).ShouldBe([new("INBOX", "Inbox")]);
        MailboxListPlanner.Renamed([held], [Inbox]).ShouldBeEmpty();
        MailboxListPlanner.Renamed([held], [Inbox with { Mailbox = new("Mail", '/', MailboxRole.Inbox, true) { ObjectId = "M1" } }]).ShouldBeEmpty();
    }

    [Fact]
    public void What_messages_are_to_go_into_and_the_list_lacks_is_created_again_with_what_is_above_it()
    {
        StoredMailbox[] held = [Stored("Old", MailboxRole.None), Stored("Old/x", MailboxRole.None), Stored("Other", MailboxRole.None), Stored("INBOX", MailboxRole.Inbox)];
        StoredTransfer[] transfers = [new(1, "Old/x", null), new(2, "INBOX", null), new(3, null, null)];

        MailboxListPlanner.Lacking(held, [Inbox], transfers, Settings("INBOX")).ShouldBe(["Old", "Old/x"]);
        MailboxListPlanner.Lacking(held, [Inbox, Listed("Old/x", "")], transfers, Settings("INBOX")).ShouldBeEmpty();
        // What is mirrored is looked at by the pass.
        MailboxListPlanner.Lacking(held, [Inbox], transfers, Settings()).ShouldBeEmpty();
        MailboxListPlanner.Lacking(held, [Class], transfers, Settings("INBOX")).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_list_lacks_is_a_candidate_for_unlinking() =>
        MailboxListPlanner.Missing([Stored("INBOX", MailboxRole.Inbox), Stored("Gone", MailboxRole.None)], [Inbox], Settings()).ShouldBe(["Gone"]);

    [Fact]
    public void A_mailbox_of_which_only_the_name_is_left_is_missing_until_it_is_unlinked()
    {
        var name = Listed("A", "") with { Mailbox = new("A", '/', MailboxRole.None, false) };
        var held = Stored("A", MailboxRole.None) with { Placements = 1 };
        MailboxListPlanner.Missing([held], [Inbox, name], Settings()).ShouldBe(["A"]);
        MailboxListPlanner.Missing([held with { Selectable = false }], [Inbox, name], Settings()).ShouldBe(["A"]);
        MailboxListPlanner.Missing([held with { Selectable = false, Placements = 0, Checkpoint = new(1, 2, 3) }], [Inbox, name], Settings()).ShouldBe(["A"]);
        MailboxListPlanner.Missing([held with { Selectable = false, Placements = 0 }], [Inbox, name], Settings()).ShouldBeEmpty();
    }

    [Fact]
    public void A_list_without_the_inbox_proves_nothing() =>
        MailboxListPlanner.Missing([Stored("INBOX", MailboxRole.Inbox), Stored("Gone", MailboxRole.None)], [Class], Settings()).ShouldBeEmpty();

    [Fact]
    public void A_mailbox_that_is_only_excluded_is_not_missing() =>
        MailboxListPlanner.Missing([Stored("Classe/6e B", MailboxRole.None)], [Inbox, Class], Settings()).ShouldBeEmpty();

    [Fact]
    public void What_is_excluded_is_neither_wanted_nor_missing()
    {
        var settings = Settings() with { ExcludedMailboxes = ["Classe/*"] };
        MailboxListPlanner.Select([Inbox, Class], settings).Select(m => m.Mailbox.Name).ShouldBe(["INBOX"]);
        MailboxListPlanner.Missing([Stored("Classe/5e A", MailboxRole.None)], [Inbox, Class], settings).ShouldBeEmpty();
        MailboxListPlanner.Select([Inbox, Class], Settings("Classe/*", "inbox") with { ExcludedMailboxes = ["%B"] }).Count.ShouldBe(2);
    }

    [Fact]
    public void Of_what_is_not_mirrored_there_is_here_what_is_held_or_was_named()
    {
        var (settings, trash, level) = (Settings("INBOX"), Listed("Corbeille", ""), Listed("Rectorat", ""));
        level = level with { Mailbox = new("Rectorat", '/', MailboxRole.None, false) };
        var others = MailboxListPlanner.Others([Inbox, Class, trash, level], settings);
        others.Select(m => (m.Mailbox.Name, m.Mailbox.Role, m.IsMirrored)).ShouldBe([("Classe/6e B", MailboxRole.None, false), ("Corbeille", MailboxRole.Trash, false)]);
        MailboxListPlanner.Here(others, []).ShouldBeEmpty();
        MailboxListPlanner.Here(others, [Stored("Classe/6e B", MailboxRole.None)]).Select(m => m.Mailbox.Name).ShouldBe(["Classe/6e B"]);
        MailboxListPlanner.NotMirrored([Stored("Gone", MailboxRole.None), Stored("INBOX", MailboxRole.Inbox)], [Inbox, Class, level], settings)
            .ShouldBe(["Classe/6e B", "Rectorat", "Gone"], ignoreOrder: true);
    }

    [Fact]
    public void It_goes_with_the_servers_while_nothing_is_held_of_it()
    {
        StoredMailbox[] stored = [Stored("Gone", MailboxRole.None), Stored("Held", MailboxRole.None) with { Placements = 1 }, Stored("Classe/6e B", MailboxRole.None)];
        MailboxListPlanner.Idle(stored, [Inbox, Class], Settings("INBOX")).ShouldBe(["Gone"]);
        MailboxListPlanner.Idle(stored, [Inbox, Class], Settings()).ShouldBeEmpty();
    }

    [Fact]
    public void A_mailbox_with_the_same_id_under_another_name_was_renamed() =>
        MailboxListPlanner.Renamed([Stored("Old", "M1"), Stored("Kept", "M2"), Stored("Other", "")], [Inbox, Listed("New", "M1"), Listed("Kept", "M2")])
            .ShouldBe([new("Old", "New")]);

    [Fact]
    public void What_went_along_with_the_mailbox_above_it_comes_after_it_and_what_went_elsewhere_before() =>
        MailboxListPlanner.Renamed(
            [Stored("A", "M1"), Stored("A/x", "M2"), Stored("A/x/y", "M3"), Stored("A/z", "M4"), Stored("AB", "M5")],
            [Inbox, Listed("B", "M1"), Listed("B/x", "M2"), Listed("B/x/y", "M3"), Listed("C", "M4"), Listed("BB", "M5")])
            .Select(r => (r.Mailbox, r.NewName)).ShouldBe([("A/z", "C"), ("AB", "BB"), ("A", "B"), ("A/x/y", "B/x/y"), ("A/x", "B/x")]);

    [Fact]
    public void What_could_be_several_mailboxes_was_not_renamed()
    {
        MailboxListPlanner.Renamed([Stored("Old", "M1")], [Inbox, Listed("A", "M1"), Listed("B", "M1")]).ShouldBeEmpty();
        MailboxListPlanner.Renamed([Stored("Old", "M1"), Stored("Older", "M1")], [Inbox, Listed("A", "M1")]).ShouldBeEmpty();
        MailboxListPlanner.Renamed([Stored("A", "M1"), Stored("B", "M2")], [Inbox, Listed("B", "M1"), Listed("A", "M2")]).ShouldBeEmpty();
        MailboxListPlanner.Renamed([Stored("Old", "")], [Inbox, Listed("New", "")]).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_made_here_for_a_role_is_the_mailbox_that_the_server_has_for_it()
    {
        var made = Stored("Trash", MailboxRole.Trash) with { ServerName = null };
        var there = new RemoteMailbox(new("Corbeille", '/', MailboxRole.Trash, true) { Subscribed = true, ObjectId = "M1" }, null);

        Met(made).ShouldBe(
        [
            new MailboxRenamed("Trash", "Corbeille"),
            new MailboxListed("Corbeille", '/', MailboxRole.Trash, true) { Subscribed = true, ObjectId = "M1" },
        ]);
        // It has got another name, was made for no role, or is on the server already.
        Met(made with { Name = "Poubelle" }).ShouldBeEmpty();
        Met(made with { Role = MailboxRole.None }).ShouldBeEmpty();
        Met(Stored("Trash", MailboxRole.Trash)).ShouldBeEmpty();
        // There is another one of that name here.
        Met(made, Stored("Corbeille", MailboxRole.None)).ShouldBeEmpty();
        Met(made with { Name = "Vieux/Trash 2" }).Count.ShouldBe(2);

        IReadOnlyList<StoreChange> Met(params StoredMailbox[] here) => MailboxListPlanner.Met(here, [], [Inbox, there], Settings());
    }

    [Theory]
    [InlineData(10, 3, false)]
    [InlineData(12, 3, false)]
    [InlineData(12, 4, true)]
    [InlineData(16, 4, false)]
    [InlineData(4, 4, true)]
    public void Many_mailboxes_gone_at_once_want_a_second_list(int stored, int missing, bool wanted) =>
        MailboxListPlanner.IsMassDisappearance(stored, missing).ShouldBe(wanted);

    static StoredMailbox Stored(string name, string id) => Stored(name, MailboxRole.None) with { ObjectId = id };

    static RemoteMailbox Listed(string name, string id) => new(new(name, '/', MailboxRole.None, true) { ObjectId = id }, null);

    static ImapSettings Settings(params string[] patterns) => new(patterns, [], new Dictionary<MailboxRole, string>(), true);

    static StoredMailbox Stored(string name, MailboxRole role) => new(name, '/', role, true, null, 0, 0);
}
