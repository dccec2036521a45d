using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class LikeMessageTests
{
    static void KeepForTenDays(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.ForDays(10);

    static void LeaveNothing(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.NotAtAll;

    static string Alarm(string field, string code) => $"From: alarm@gate.lan\r\nSubject: Alarm\r\n{field}\r\nSensor, code {code}\r\n";

    [Theory]
    [InlineData("X-Antivirus: clean\r\n", "a", 1)]
    [InlineData("X-Antivirus: clean, base 16\r\n", "a", 1)]
    [InlineData("X-Antivirus: clean\r\n", "b", 0)]
    public async Task What_the_server_adds_to_a_header_on_RETR_alone_does_not_keep_the_message_there(string added, string body, int deleted)
    {
        var (header, now) = (PopFixture.Message("a")[..^3], $"X-Antivirus: clean\r\n{PopFixture.Message("a")[..^3]}{body}\r\n");
        await using var pop = new PopFixture(KeepForTenDays, p => p
            .Answering("RETR 1", $"+OK\r\n{added}{PopFixture.Message("a")}.", Repetition.Once).Answering("TOP 1", $"+OK\r\n{header}.", Repetition.Always));
        pop.DeliverBytes(now);
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(deleted);
        // Another body is another message.
        (await pop.HeldAsync()).ShouldBe([$"{added}{PopFixture.Message("a")}", .. deleted == 0 ? [now] : Array.Empty<string>()], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Status: RO\r\nX-UID: 12\r\n", "a", 1)]
    [InlineData("X-Spam: no, said later\r\n", "a", 1)]
    [InlineData("Status: RO\r\n", "b", 0)]
    [InlineData("To: everybody\r\n", "a", 0)]
    public async Task What_another_program_notes_in_the_header_of_a_mailbox_does_not_keep_the_message_there(string noted, string body, int deleted)
    {
        var now = $"{PopFixture.Message("a")[..^5]}{noted}\r\n{body}\r\n";
        await using var pop = new PopFixture(KeepForTenDays);
        pop.Deliver("a");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        // The file is another one, and its name, a hash of other fields, is the same.
        pop.User.Inbox.Remove([1u]);
        pop.DeliverBytes(now);
        pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity);
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(r => r.Maildrop!.Deleted.ShouldBe(deleted), r => r.Problems.Count.ShouldBe(body == "b" ? 1 : 0));
        (await pop.HeldAsync()).ShouldContain(PopFixture.Message("a"));
        pop.OnServer.ShouldBe(deleted == 1 ? [] : [now]);
    }

    [Fact]
    public async Task A_header_beyond_what_is_compared_does_not_keep_its_message_on_the_server()
    {
        await using var pop = new PopFixture(KeepForTenDays);
        pop.DeliverBytes($"X-Long: {string.Concat(Enumerable.Repeat(new string('q', 900) + "\r\n ", 400))}end\r\n{PopFixture.Message("a")}");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
        pop.Count("RETR").ShouldBe(1);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Message-ID: <alarm@gate.lan>\r\n")]
    [InlineData("Date: Mon, 05 Jan 2026 08:00:00 +0000\r\n")]
    public async Task A_message_with_the_header_the_size_and_the_unique_id_of_a_deleted_one_is_a_new_message(string field)
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.HeaderAsUidl));
        foreach (var code in (string[])["1111", "2222", "3333"])
        {
            pop.DeliverBytes(Alarm(field, code));
            (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(1), r => r.Notices.ShouldBeEmpty());
            await pop.NothingIsLostAsync();
        }
    }

    [Fact]
    public async Task A_message_that_took_the_place_of_another_with_the_same_header_is_fetched_before_it_could_be_deleted()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60), p => p.Misbehaving(Pop3Misbehaviour.HeaderAsUidl));
        pop.DeliverBytes(Alarm("", "1111"));
        await pop.SyncWellAsync();
        pop.User.Inbox.Remove(pop.User.Inbox.Messages.Select(m => m.Uid));
        pop.DeliverBytes(Alarm("", "2222"));
        for (var days = 0; days < 61; days += 60)
        {
            await pop.SyncAsync();
            await pop.NothingIsLostAsync();
            pop.Time.Now += TimeSpan.FromDays(60);
        }

        await pop.SyncWellAsync();
        (await pop.HeldAsync()).Count.ShouldBe(2);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_of_which_the_header_alone_came_is_asked_for_once_more(bool pipelined)
    {
        await using var pop = new PopFixture(LeaveNothing, p => pipelined ? p : p.Without("PIPELINING"));
        pop.Profile = pop.Profile.Misbehaving(Pop3Misbehaviour.HeaderAlone, Repetition.Once);
        pop.Deliver("a", "b", "c");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(3), r => r.Maildrop!.Deleted.ShouldBe(3));
        (await pop.HeldAsync()).ShouldBe([PopFixture.Message("a"), PopFixture.Message("b"), PopFixture.Message("c")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_body_that_does_not_come_once_makes_no_second_message_of_one_that_is_held()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60));
        pop.Deliver("a");
        await pop.SyncWellAsync();
        var noted = $"X-UID: 17\r\n{PopFixture.Message("a")}";
        pop.User.Inbox.Remove(pop.User.Inbox.Messages.Select(m => m.Uid));
        pop.DeliverBytes(noted);
        pop.Profile = pop.Profile.Misbehaving(Pop3Misbehaviour.HeaderAlone, Repetition.Once);
        pop.Profile = pop.Profile.Answering("UIDL", "+OK\r\n1 " + (await pop.LedgerAsync()).Single().UniqueId + "\r\n.");
        await pop.SyncWellAsync();
        (await pop.HeldAsync()).ShouldBe([PopFixture.Message("a")]);
        pop.Count("RETR").ShouldBe(3);
    }

    [Fact]
    public async Task A_message_that_a_lone_dot_ends_early_is_never_deleted()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.UnstuffedDots));
        var cut = PopFixture.Message("cut") + ".\r\nthe rest\r\n";
        pop.DeliverBytes(cut);
        pop.Deliver("b");
        for (var i = 0; i < 5; i++) await pop.SyncAsync();
        pop.OnServer.ShouldContain(cut);
        await pop.NothingIsLostAsync();
    }
}
