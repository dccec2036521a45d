using AcMail.Storage;

namespace AcMail.Core.Tests.Watching;

public sealed class WatchPlannerTests
{
    static readonly StoredMailbox[] Held =
        [Box("Archives"), Box("Classes/6e"), Box("INBOX", MailboxRole.Inbox), Box("Classes") with { Selectable = false }, Box("Neu") with { ServerName = null }];

    [Fact]
    public void The_inbox_comes_first_then_what_was_chosen_in_the_order_of_the_patterns()
    {
        Choose(o => o.Watch = ["Classes/*", "*"]).ShouldBe(["INBOX", "Classes/6e", "Archives"]);
        Choose(o => (o.Watch, o.MaximumConnections) = (["Classes/*", "*"], 2)).ShouldBe(["INBOX", "Classes/6e"]);
        Choose(_ => { }).ShouldBe(["INBOX"]);
    }

    [Fact]
    public void What_is_not_mirrored_is_not_idled_on() =>
        Choose(o => (o.Watch, o.ExcludedMailboxes) = (["*"], ["Archives"])).ShouldBe(["INBOX", "Classes/6e"]);

    static IReadOnlyList<string> Choose(Action<ImapOptions> configure)
    {
        var options = new ImapOptions();
        configure(options);
        return WatchPlanner.Choose(Held, ImapSettings.From(options));
    }

    static StoredMailbox Box(string name, MailboxRole role = MailboxRole.None) => new(name, '/', role, true, null, 0, 0);
}
