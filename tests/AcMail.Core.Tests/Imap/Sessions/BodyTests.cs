using System.Text;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Bodies that are left on the server until they are wanted.</summary>
public sealed class BodyTests
{
    static readonly byte[] Odd = [.. "Subject: \xe9t\xe9\r\nX-Odd: a\nno colon here\r\nX-Octet: "u8, 0xE9, .. "\r\n folded\r\n\r\nbody "u8, .. new byte[3000]];

    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task On_demand_only_headers_are_held_and_a_body_is_fetched_once(string without)
    {
        await using var imap = new ImapFixture(without, o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(30);
        imap.User.Inbox.Add(Odd, FlagSet.Of("\\Flagged"));
        var report = await imap.SyncWellAsync();
        report.MessagesAdded.ShouldBe(31);
        imap.BodiesGiven.ShouldBe(0);
        var odd = (await imap.ListAsync()).Single(m => m.Uid == 31);
        (odd.IsPartial, odd.Size, odd.Headers.Subject).ShouldBe((true, Odd.Length, "été"));
        (await imap.HeldBytesAsync(odd.Id)).ShouldBe(Odd[..(Odd.AsSpan().IndexOf("body "u8))]);

        (await ReadAsync(imap, odd.Id)).ShouldBe(Odd);
        (await imap.ListAsync()).Single(m => m.Uid == 31).ShouldBe(odd with { IsPartial = false });
        var sessions = imap.Server.Sessions.Count;
        (await ReadAsync(imap, odd.Id)).ShouldBe(Odd);
        imap.Server.Sessions.Count.ShouldBe(sessions);
        await imap.SyncWellAsync();
        (await imap.ListAsync()).Count(m => m.IsPartial).ShouldBe(30);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    public static TheoryData<string> RungsWithoutUidPlus => ["UIDPLUS", "UIDPLUS,OBJECTID", "UIDPLUS,MOVE", "UIDPLUS,MOVE,OBJECTID", "CONDSTORE,UIDPLUS,MOVE,OBJECTID"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_moved_or_copied_here_and_not_sent_can_be_opened(bool isCopied)
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(2);
        imap.User.CreateMailbox("Classés");
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(1);
        if (isCopied) id = (await imap.Actions.CopyAsync([id], "Classés"))[0];
        else await imap.Actions.MoveAsync([id], "Classés");

        (await ReadAsync(imap, id)).ShouldBe(ImapFixture.Message(0));
        var sessions = imap.Server.Sessions.Count;
        (await ReadAsync(imap, id)).ShouldBe(ImapFixture.Message(0));
        imap.Server.Sessions.Count.ShouldBe(sessions);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Classés")).ShouldBe(["message 0"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(RungsWithoutUidPlus))]
    public async Task What_was_moved_while_its_header_alone_was_held_is_known_again_where_bodies_are_kept_by_then(string without)
    {
        await using var imap = new ImapFixture(without, o => (o.Imap.Bodies.OnDemand, o.Imap.TrustMessageIds) = (true, false));
        imap.Deliver(1);
        imap.User.Inbox.Add("Subject: nameless\r\n\r\nbody\r\n"u8.ToArray(), FlagSet.None);
        imap.User.CreateMailbox("Classés");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1), await imap.IdAsync(2)], "Classés");
        await imap.RestartAsync(_ => { });
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Classés")).ShouldBe(["message 0", "nameless"], ignoreOrder: true);
        (await imap.ListAsync()).ShouldAllBe(m => !m.IsPartial);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(RungsWithoutUidPlus))]
    public async Task What_is_opened_before_and_while_a_move_is_in_doubt_is_moved_once(string without)
    {
        await using var imap = new ImapFixture(without, o => (o.Imap.Bodies.OnDemand, o.Imap.TrustMessageIds) = (true, false)) { Reopens = false };
        imap.Deliver(2);
        imap.User.CreateMailbox("Classés");
        await imap.SyncWellAsync();
        long[] ids = [await imap.IdAsync(1), await imap.IdAsync(2)];
        await ReadAsync(imap, ids[0]);
        await imap.Actions.MoveAsync(ids, "Classés");
        await imap.SyncUntilAsync(Fault.LoseReply(without.Contains("MOVE", StringComparison.Ordinal) ? "COPY" : "MOVE"));
        var isThere = imap.User.Inbox.Messages.Count > 0;
        if (isThere) (await ReadAsync(imap, ids[1])).ShouldBe(ImapFixture.Message(1));

        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Classés")).ShouldBe(["message 0", "message 1"], ignoreOrder: true);
        (await imap.ListAsync()).Select(m => m.Id).ShouldBe(ids, ignoreOrder: true);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no header and no line end")]
    [InlineData("\n\n\n")]
    [InlineData("\r\nbody")]
    public async Task A_message_without_a_header_is_fetched_whole(string content)
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(2);
        imap.User.Inbox.Add(Encoding.ASCII.GetBytes(content), FlagSet.None);
        await imap.SyncWellAsync();
        (await ReadAsync(imap, await imap.IdAsync(3))).ShouldBe(Encoding.ASCII.GetBytes(content));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_kept_by_age_and_size_follows_the_options_and_nothing_held_is_thrown_away(string without)
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(without, o => (o.Imap.Bodies.Days, o.Imap.Bodies.MaximumSize) = (10, 500), time: time);
        for (var age = 1; age <= 20; age++) imap.User.Inbox.Add(Sized(age, age % 2 == 0 ? 200 : 900), FlagSet.None, time.Now.AddDays(-age + 0.5));
        await imap.SyncWellAsync();
        (await WholeAsync(imap)).ShouldBe([2, 4, 6, 8, 10]);
        await imap.ShouldRestWithoutReadingAsync();

        await imap.RestartAsync(o => o.Imap.Bodies.MaximumSize = 500);
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await WholeAsync(imap)).ShouldBe([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);

        await imap.RestartAsync(o => o.Imap.Bodies.Days = 5);
        await imap.SyncWellAsync();
        (await WholeAsync(imap)).ShouldBe([1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20]);

        await imap.RestartAsync(o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(1, first: 50);
        await imap.SyncWellAsync();
        (await WholeAsync(imap)).Count.ShouldBe(13);

        await imap.RestartAsync(_ => { });
        await imap.SyncWellAsync();
        (await imap.ListAsync()).ShouldAllBe(m => !m.IsPartial);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task Marks_and_ids_survive_completion_and_a_changed_UIDVALIDITY_costs_no_octet()
    {
        await using var imap = new ImapFixture("OBJECTID", o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(6);
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(3);
        await imap.MarkAsync(id, add: "\\Flagged urgent");
        (await ReadAsync(imap, id)).ShouldBe(ImapFixture.Message(2));
        var before = await imap.ListAsync();
        before.Single(m => m.Id == id).Flags.ShouldBe(ImapFixture.Flags("\\Flagged urgent"));
        imap.User.Inbox.ChangeUidValidity(imap.User.Inbox.UidValidity + 1, firstUid: 40);
        (await imap.SyncWellAsync()).BytesDownloaded.ShouldBe(0);
        imap.BodiesGiven.ShouldBe(0);
        (await imap.ListAsync()).Select(m => (m.Id, m.IsPartial)).ShouldBe(before.Select(m => (m.Id, m.IsPartial)), ignoreOrder: true);
        await imap.SyncWellAsync();
        imap.User.Inbox.Messages[2].Flags.ShouldBe(FlagSet.Of("\\Flagged", "urgent"));
        (await ReadAsync(imap, await imap.IdAsync(44))).ShouldBe(ImapFixture.Message(4));
    }

    [Fact]
    public async Task A_body_is_fetched_while_a_synchronisation_runs()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(3);
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(2);
        await using var store = await imap.Stores.OpenAsync("pro");
        await using var lease = await store.TryAcquireLeaseAsync();
        lease.ShouldNotBeNull();
        (await imap.SyncAsync()).Outcome.ShouldBe(SyncOutcome.Busy);
        (await ReadAsync(imap, id)).ShouldBe(ImapFixture.Message(1));
    }

    [Fact]
    public async Task Many_who_open_the_same_message_at_once_fetch_it_once()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(3);
        await imap.SyncWellAsync();
        var (id, sessions) = (await imap.IdAsync(2), imap.Server.Sessions.Count);
        foreach (var content in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync(imap, id)))) content.ShouldBe(ImapFixture.Message(1));
        imap.Server.Sessions.Count.ShouldBe(sessions + 1);
    }

    [Fact]
    public async Task A_connection_is_kept_for_the_next_body_and_replaced_when_the_server_has_left_it()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(3);
        await imap.SyncWellAsync();
        var sessions = imap.Server.Sessions.Count;
        imap.Misbehave(p => p.Answering(new ScriptedReply("UID FETCH 3 (BODY.PEEK[])", "* BYE Session expired.", Repetition.Once, HangsUp: true)));
        for (var uid = 1u; uid <= 2; uid++) (await ReadAsync(imap, await imap.IdAsync(uid))).ShouldBe(ImapFixture.Message((int)uid - 1));
        imap.Server.Sessions.Count.ShouldBe(sessions + 1);
        (await ReadAsync(imap, await imap.IdAsync(3))).ShouldBe(ImapFixture.Message(2));
        imap.Server.Sessions.Count.ShouldBe(sessions + 2);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("renumbered")]
    [InlineData("mailbox deleted")]
    public async Task A_body_that_is_gone_from_the_server_is_told_and_the_header_stays(string how)
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(3, "Classe");
        await imap.SyncWellAsync();
        var (id, classe) = (await imap.IdAsync(2, "Classe"), imap.User.FindMailbox("Classe")!);
        if (how == "removed") classe.Remove(2);
        else if (how == "renumbered") classe.ChangeUidValidity(classe.UidValidity + 1, firstUid: 9);
        else imap.User.DeleteMailbox("Classe");
        var failure = (await Should.ThrowAsync<MailException>(() => ReadAsync(imap, id))).Failure;
        failure.Kind.ShouldBe(MailErrorKind.MessageNotFound);
        failure.Message.English.ShouldContain("Only the header");
        (await imap.ListAsync()).Single(m => m.Id == id).IsPartial.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_estimates_sizes_is_asked_twice_and_one_that_gives_out_two_things_is_not_believed()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(2);
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.SizesEstimated));
        await imap.SyncWellAsync();
        (await ReadAsync(imap, await imap.IdAsync(1))).ShouldBe(ImapFixture.Message(0));

        await imap.RestartAsync(o => o.Imap.Bodies.OnDemand = true);
        var id = await imap.IdAsync(2);
        imap.Misbehave(p => p.Answering(
            new ScriptedReply("UID FETCH 2 (BODY.PEEK[])", "* 2 FETCH (UID 2 BODY[] {3}\r\nabc)\r\nOK done.", Repetition.Once),
            new ScriptedReply("UID FETCH 2 (BODY.PEEK[])", "* 2 FETCH (UID 2 BODY[] {3}\r\nxyz)\r\nOK done.", Repetition.Once)));
        (await Should.ThrowAsync<MailException>(() => ReadAsync(imap, id))).Failure.Kind.ShouldBe(MailErrorKind.ProtocolError);
        (await imap.ListAsync()).Single(m => m.Id == id).IsPartial.ShouldBeTrue();
        (await ReadAsync(imap, id)).ShouldBe(ImapFixture.Message(1));
    }

    [Fact]
    public async Task Headers_are_never_taken_for_messages_by_a_rebuild()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Bodies.OnDemand = true);
        imap.Deliver(5);
        await imap.SyncWellAsync();
        await ReadAsync(imap, await imap.IdAsync(4));
        await imap.RebuildAsync();
        (await imap.ListAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            m => (m.Uid, m.IsPartial).ShouldBe((4u, false)), m => m.InternalDate.ShouldBe(imap.User.Inbox.Messages[3].InternalDate, TimeSpan.FromSeconds(1)));
        await imap.SyncWellAsync();
        (await imap.ListAsync()).Count(m => m.IsPartial).ShouldBe(4);
        await imap.ShouldAgreeAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task An_excluded_mailbox_is_neither_fetched_nor_forgotten(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(2);
        imap.Deliver(3, "Spam", first: 10);
        imap.Deliver(3, "Classe", first: 20);
        await imap.SyncWellAsync();
        await imap.RestartAsync(o => o.Imap.ExcludedMailboxes = ["Spam", "Neu*"]);
        imap.Deliver(2, "Spam", first: 30);
        imap.Deliver(2, "Neuf", first: 40);
        imap.Deliver(1, first: 50);
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        (await imap.ListAsync("Spam")).Count.ShouldBe(3);
        foreach (var message in await imap.ListAsync("Spam")) (await ReadAsync(imap, message.Id)).Length.ShouldBe((int)message.Size);
        imap.User.DeleteMailbox("Spam");
        await imap.SyncWellAsync();
        (await imap.ListAsync("Spam")).Count.ShouldBe(3);
        (await imap.Account.Replica.GetMailboxesAsync()).Select(m => m.Name).ShouldBe(["INBOX", "Spam", "Classe"], ignoreOrder: true);
    }

    static byte[] Sized(int number, int size) => Encoding.UTF8.GetBytes($"Subject: {number}\r\nMessage-ID: <s{number}@x.fr>\r\n\r\n".PadRight(size, 'x'));

    static async Task<List<int>> WholeAsync(ImapFixture imap) =>
        [.. (await imap.ListAsync()).Where(m => !m.IsPartial).Select(m => int.Parse(m.Headers.Subject, System.Globalization.CultureInfo.InvariantCulture)).Order()];

    static async Task<byte[]> ReadAsync(ImapFixture imap, long id)
    {
        await using var content = await imap.Account.Replica.OpenContentAsync(id);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
