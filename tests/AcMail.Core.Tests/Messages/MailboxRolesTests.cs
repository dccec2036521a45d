using System.Text;

namespace AcMail.Core.Tests.Messages;

public sealed class MailboxRolesTests
{
    static readonly Dictionary<MailboxRole, string> NoOverrides = [];

    [Theory]
    [InlineData("Éléments envoyés", MailboxRole.Sent)]
    [InlineData("INBOX/Envoyés", MailboxRole.Sent)]
    [InlineData("Corbeille", MailboxRole.Trash)]
    [InlineData("brouillons", MailboxRole.Drafts)]
    [InlineData("Courriers indésirables", MailboxRole.Junk)]
    [InlineData("Gelöschte Elemente", MailboxRole.Trash)]
    [InlineData("Archives", MailboxRole.Archive)]
    [InlineData("Classe/Corbeille", MailboxRole.None)]
    public void Usual_names_tell_the_role_where_the_server_does_not(string name, MailboxRole expected)
    {
        MailboxRoles.Assign([Plain(name)], NoOverrides)[name].ShouldBe(expected);
        var decomposed = name.Normalize(NormalizationForm.FormD);
        MailboxRoles.Assign([Plain(decomposed)], NoOverrides)[decomposed].ShouldBe(expected);
    }

    [Fact]
    public void The_servers_word_counts_more_than_a_name_and_the_users_more_than_both()
    {
        ListedMailbox[] listed = [Plain("Sent"), Plain("Éléments envoyés") with { Role = MailboxRole.Sent }, Plain("Mes envois")];
        MailboxRoles.Assign(listed, NoOverrides).ShouldBe(
            new Dictionary<string, MailboxRole> { ["Sent"] = MailboxRole.None, ["Éléments envoyés"] = MailboxRole.Sent, ["Mes envois"] = MailboxRole.None });
        MailboxRoles.Assign(listed, new Dictionary<MailboxRole, string> { [MailboxRole.Sent] = "mes envois" })["Mes envois"].ShouldBe(MailboxRole.Sent);
    }

    [Fact]
    public void A_mailbox_that_cannot_be_selected_is_for_nothing()
    {
        ListedMailbox[] listed = [Plain("Dossiers") with { Role = MailboxRole.Trash, Selectable = false }, Plain("Dossiers/Corbeille") with { Role = MailboxRole.Trash }];
        MailboxRoles.Assign(listed, NoOverrides).Values.ShouldBe([MailboxRole.None, MailboxRole.Trash]);
    }

    [Fact]
    public void A_role_is_given_once()
    {
        var roles = MailboxRoles.Assign([Plain("Trash"), Plain("Corbeille"), Plain("Deleted Items")], NoOverrides);
        roles.Values.Count(r => r == MailboxRole.Trash).ShouldBe(1);
    }

    static ListedMailbox Plain(string name) => new(name, '/', MailboxRole.None, true);
}
