using AcMail.Storage;

namespace AcMail.Core.Tests.Migration;

public sealed class MigrationRoutesTests
{
    [Theory]
    [InlineData("INBOX", MailboxRole.Inbox, "INBOX")]
    [InlineData("Eleves", MailboxRole.None, "Élèves")]
    [InlineData("Sent", MailboxRole.Sent, "Éléments envoyés")]
    [InlineData("Projets", MailboxRole.None, "Projets")]
    [InlineData("2025/Mai", MailboxRole.None, "2025/Mai")]
    [InlineData("a//b", MailboxRole.None, "a__b")]
    [InlineData("Divers", MailboxRole.None, "Divers (2)")]
    public void A_local_mailbox_becomes_the_one_of_its_name_or_role_or_a_new_one(string name, MailboxRole role, string target) => MigrationRoutes.Plan(
        [Held(name, role)],
        [
            new("INBOX", '/', MailboxRole.Inbox, true), new("Élèves", '/', MailboxRole.None, true), new("Éléments envoyés", '/', MailboxRole.Sent, true),
            new("Divers", '/', MailboxRole.None, false),
        ]).Targets[name].ShouldBe(target);

    [Fact]
    public void Mailboxes_above_a_new_one_are_new_too()
    {
        var routes = MigrationRoutes.Plan([Held("2025/Mai/1"), Held("2025")], [new("INBOX", '/', MailboxRole.Inbox, true)]);
        routes.New.ShouldBe(["2025", "2025/Mai", "2025/Mai/1"]);
    }

    [Fact]
    public void Where_all_lies_below_the_inbox_a_new_one_does_too() => MigrationRoutes.Plan(
        [Held("Projets")], [new("INBOX", '.', MailboxRole.Inbox, true), new("INBOX.Sent", '.', MailboxRole.Sent, true)]).New.ShouldBe(["INBOX.Projets"]);

    [Theory]
    [InlineData("INBOX.Projets.2025", '.', '/', "Projets/2025")]
    [InlineData("INBOX.a/b", '.', '/', "a_b")]
    [InlineData("Projets/2025", '/', '.', "INBOX.Projets.2025")]
    [InlineData("v1.2/Notes", '/', '.', "INBOX.v1_2.Notes")]
    [InlineData("Cours", '/', '.', "INBOX.Cours")]
    public void A_name_of_another_server_is_said_as_this_one_says_it(string name, char former, char delimiter, string target)
    {
        var prefix = delimiter == '.' ? "INBOX." : "";
        var routes = MigrationRoutes.Plan(
            [Held(name) with { Delimiter = former }, Held("INBOX", MailboxRole.Inbox) with { Delimiter = former }],
            [new("INBOX", delimiter, MailboxRole.Inbox, true), new($"{prefix}Cours", delimiter, MailboxRole.None, true)]);
        routes.Targets[name].ShouldBe(target);
        routes.New.Contains(target).ShouldBe(name != "Cours");
    }

    [Fact]
    public void A_level_that_takes_no_messages_is_not_created_for_its_own_sake() => MigrationRoutes.Plan(
        [Held("Leer") with { Messages = 0, Selectable = false, Delimiter = '/' }, Held("A/b") with { Delimiter = '/' }],
        [new("INBOX", '/', MailboxRole.Inbox, true)]).New.ShouldBe(["A", "A/b"]);

    [Fact]
    public void An_empty_mailbox_that_has_a_role_is_not_created()
    {
        var routes = MigrationRoutes.Plan(
            [Held("Trash", MailboxRole.Trash) with { Messages = 0 }, Held("Vide") with { Messages = 0 }], [new("INBOX", '/', MailboxRole.Inbox, true)]);
        routes.New.ShouldBe(["Vide"]);
    }

    static StoredMailbox Held(string name, MailboxRole role = MailboxRole.None) => new(name, null, role, true, null, 1, 0);
}
