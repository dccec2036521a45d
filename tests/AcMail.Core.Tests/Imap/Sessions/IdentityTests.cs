using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>What is moved, copied, renamed or numbered anew is linked to what is held, and not downloaded again.</summary>
public sealed class IdentityTests
{
    public static TheoryData<string> Rungs => ImapFixture.RungsAndIdentities;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_was_numbered_anew_keeps_its_ids_where_the_server_gives_out_only_a_part_in_one_pass(int fetch)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(12);
        await imap.SyncWellAsync();
        var ids = (await imap.ListAsync()).Select(m => m.Id).ToList();
        imap.User.Inbox.ChangeUidValidity(imap.User.Inbox.UidValidity + 1, 100);
        imap.Server.Faults.Add(Fault.Answer("UID FETCH", "NO [UNAVAILABLE] Not now.", fetch));

        await imap.SyncAsync();
        (await imap.ListAsync()).Select(m => m.Id).ShouldBe(ids, ignoreOrder: true);
        await imap.SyncWellAsync();
        (await imap.ListAsync()).Select(m => m.Id).ShouldBe(ids, ignoreOrder: true);
        await imap.ShouldAgreeAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_another_client_moves_or_copies_costs_no_octet(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(12);
        imap.Deliver(2, "Archives", first: 50);
        await imap.SyncWellAsync();
        await imap.TransferAsync("INBOX", "Archives", moves: true, 3, 5, 7);
        await imap.TransferAsync("INBOX", "Archives", moves: false, 4);
        var report = await imap.SyncWellAsync();
        (imap.BodiesGiven, report.BytesDownloaded).ShouldBe((0, 0));
        report.Mailboxes.Single(m => m.Name == "Archives").Added.ShouldBe(4);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task Message_IDs_are_asked_for_only_where_something_of_that_size_and_date_is_held()
    {
        await using var imap = new ImapFixture("OBJECTID");
        imap.Deliver(5);
        imap.User.CreateMailbox("Archives");
        await imap.SyncWellAsync();
        imap.Deliver(3, first: 100);
        await imap.TransferAsync("INBOX", "Archives", moves: true, 2, 4);
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(5);
        imap.LastSession.Entries.Where(e => e.Direction == WireDirection.ToServer && e.Text.Contains("(MESSAGE-ID)", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Text.ShouldContain("UID FETCH 1:2 ");
        imap.BodiesGiven.ShouldBe(3);
        await imap.ShouldAgreeAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_was_gone_for_a_pass_and_comes_back_costs_no_octet(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(5);
        await imap.SyncWellAsync();
        var gone = imap.User.Inbox.Messages[2];
        imap.User.Inbox.Remove(gone.Uid);
        await imap.SyncWellAsync();
        imap.User.CreateMailbox("Archives").Add(gone.Content, gone.Flags, gone.InternalDate);
        (await imap.SyncWellAsync()).BytesDownloaded.ShouldBe(without.Contains("OBJECTID", StringComparison.Ordinal) ? 0 : gone.Size);
        await imap.ShouldAgreeAsync();
    }

    public static TheoryData<string, int> Renumberings =>
        [.. ImapFixture.RungsAndIdentities.SelectMany(r => ((int[])[1, -5, int.MinValue]).Select(change => (r.Data, change)))];

    [Theory]
    [MemberData(nameof(Renumberings))]
    public async Task A_changed_UIDVALIDITY_costs_no_octet_and_keeps_ids_flags_and_marks(string without, int change)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(12);
        var copy = imap.User.Inbox.Messages[0];
        imap.User.Inbox.Add(copy.Content, copy.Flags, copy.InternalDate);
        imap.User.Inbox.SetFlags(4, FlagSet.Of("\\Answered", "k"));
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(6), add: "\\Flagged urgent");
        var before = await IdsAsync(imap);

        Renumber(imap, change);
        imap.User.Inbox.SetFlags(imap.User.Inbox.Messages[8].Uid, FlagSet.Of("\\Seen"));
        var report = await imap.SyncWellAsync();

        (imap.BodiesGiven, report.BytesDownloaded, report.MessagesAdded).ShouldBe((0, 0, 0));
        (await IdsAsync(imap)).ShouldBe(before);
        await imap.SyncWellAsync();
        imap.User.Inbox.Messages[5].Flags.ShouldBe(FlagSet.Of("\\Flagged", "urgent"));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_UIDVALIDITY_that_changes_twice_in_the_middle_of_a_pass_loses_nothing(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(12);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(6), add: "\\Flagged");
        var before = await IdsAsync(imap);
        for (var twice = 1; twice <= 2; twice++)
        {
            Renumber(imap, twice);
            imap.Stores.KillAt(1, before: false);
            await imap.SyncIfPossibleAsync();
            await imap.RestartAsync();
        }

        await imap.SyncWellAsync();
        await imap.SyncWellAsync();
        (await IdsAsync(imap)).ShouldBe(before);
        imap.User.Inbox.Messages[5].Flags.ShouldBe(FlagSet.Of("\\Flagged"));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("LIST-STATUS")]
    [InlineData("CONDSTORE,ESEARCH,LIST-STATUS,SPECIAL-USE,LIST-EXTENDED,NAMESPACE")]
    public async Task A_mailbox_that_another_client_renames_keeps_its_messages_ids(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(3);
        imap.Deliver(5, "Classe/6e B", first: 10);
        imap.Deliver(2, "Classe/6e B/Notes", first: 30);
        await imap.SyncWellAsync();
        var before = await IdsAsync(imap);
        imap.User.RenameMailbox("Classe/6e B", "Élèves");
        imap.User.RenameMailbox("Classe/6e B/Notes", "Élèves/Notes");
        (await imap.SyncWellAsync()).BytesDownloaded.ShouldBe(0);
        (await IdsAsync(imap)).ShouldBe(before);
        (await imap.Account.Replica.GetMailboxesAsync()).Where(m => m.Selectable).Select(m => m.Name).ShouldBe(["INBOX", "Élèves", "Élèves/Notes"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("Vieux 2024", "Dossiers")]
    [InlineData("Dossiers/2025", "Dossiers")]
    public async Task A_mailbox_that_another_client_took_from_below_one_that_it_renamed_too_keeps_ids_and_what_was_done_here(string child, string parent)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1, "Projets", first: 10);
        imap.Deliver(2, "Projets/2024", first: 20);
        await imap.SyncWellAsync();
        var before = await IdsAsync(imap);
        await imap.MarkAsync(await imap.IdAsync(1, "Projets/2024"), add: "\\Flagged");
        await imap.Actions.MoveAsync([await imap.IdAsync(2, "Projets/2024")], "INBOX");
        imap.User.RenameMailbox("Projets/2024", child);
        imap.User.RenameMailbox("Projets", parent);

        await imap.SyncWellAsync();

        (await IdsAsync(imap)).ShouldBe(before, ignoreOrder: true);
        imap.User.FindMailbox(child)!.Messages.ShouldHaveSingleItem().Flags.ShouldBe(FlagSet.Of("\\Flagged"));
        imap.User.Inbox.Messages.ShouldHaveSingleItem();
        (await imap.Account.Replica.GetMailboxesAsync()).Where(m => m.Selectable).Select(m => m.Name).ShouldBe(["INBOX", child, parent], ignoreOrder: true);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Without_ids_of_mailboxes_a_rename_costs_no_octet_either(string without)
    {
        if (!without.Contains("OBJECTID", StringComparison.Ordinal)) without = $"{without},OBJECTID".TrimStart(',');
        await using var imap = new ImapFixture(without);
        imap.Deliver(3);
        imap.Deliver(5, "Classe", first: 10);
        await imap.SyncWellAsync();
        imap.User.RenameMailbox("Classe", "Élèves");
        (await imap.SyncWellAsync()).BytesDownloaded.ShouldBe(0);
        imap.BodiesGiven.ShouldBe(0);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("OBJECTID")]
    [InlineData("OBJECTID,CONDSTORE")]
    public async Task Where_Message_IDs_are_not_trusted_everything_is_downloaded_and_still_recognised_by_its_bytes(string without)
    {
        await using var imap = new ImapFixture(without, o => o.Imap.TrustMessageIds = false);
        imap.Deliver(6);
        await imap.SyncWellAsync();
        var before = await IdsAsync(imap);
        Renumber(imap, 1);
        (await imap.SyncWellAsync()).BytesDownloaded.ShouldBe(imap.User.Inbox.Messages.Sum(m => m.Size));
        (await IdsAsync(imap)).ShouldBe(before);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_second_copy_with_other_bytes_that_comes_in_the_same_second_is_another_message()
    {
        await using var imap = new ImapFixture("OBJECTID");
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var (first, other) = (imap.User.Inbox.Messages[0], ImapFixture.Message(0));
        other[^3] ^= 1;
        imap.User.Inbox.Add(other, FlagSet.None, first.InternalDate);
        (await imap.SyncWellAsync()).BytesDownloaded.ShouldBe(other.Length);
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_message_that_was_linked_is_there_after_a_rebuild()
    {
        await using var imap = new ImapFixture("OBJECTID");
        imap.Deliver(4);
        imap.User.CreateMailbox("Archives");
        await imap.SyncWellAsync();
        await imap.TransferAsync("INBOX", "Archives", moves: true, 2);
        await imap.SyncWellAsync();
        await imap.RebuildAsync();
        (await imap.ListAsync("Archives")).Count.ShouldBe(1);
        (await imap.SyncWellAsync()).BytesDownloaded.ShouldBe(0);
        await imap.ShouldAgreeAsync();
    }

    static void Renumber(ImapFixture imap, int change)
    {
        // The lowest stands for no UIDVALIDITY at all.
        var inbox = imap.User.Inbox;
        inbox.ChangeUidValidity(change == int.MinValue ? 0 : (uint)(inbox.UidValidity + change), firstUid: inbox.UidNext + 20);
    }

    /// <summary>The ids by what they are ids of, whatever the mailbox is called.</summary>
    static async Task<List<string>> IdsAsync(ImapFixture imap) =>
        [.. (await imap.ListAsync()).OrderBy(m => m.Id).Select(m => $"{m.Id} {m.Headers.Subject}")];
}
