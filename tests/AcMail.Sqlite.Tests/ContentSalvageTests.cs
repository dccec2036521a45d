using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

/// <summary>Messages whose bytes are sound while what precedes them in the pack is not.</summary>
public sealed class ContentSalvageTests : IAsyncDisposable
{
    const int HashOffset = 24, ChecksumLength = 4;

    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_message_of_a_pack_is_not_cut_off_by_what_comes_after_a_rebuild(bool isChecksum)
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("first");
        var start = (int)new FileInfo(_stores.Pack()).Length;
        var key = await store.StoreAsync("only copy", 2);
        await _stores.CloseAsync();
        await DamageAsync(bytes => [isChecksum ? bytes.AsSpan().IndexOf(Mail.Bytes("only copy")) - ChecksumLength : start + HashOffset]);

        (await _stores.CheckAsync()).Problems.Select(p => p.Where).ShouldBe([$"{_stores.Pack()}@{start}", $"{_stores.Pack()}@{At(start, "INBOX")}"]);
        (await _stores.RebuildAsync()).ShouldSatisfyAllConditions(r => r.Contents.ShouldBe(2), r => r.Problems.ShouldHaveSingleItem());
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
        await (await _stores.OpenAsync()).StoreAsync("next", 3);
        await _stores.CloseAsync();
        File.Delete(_stores.Database);
        await _stores.RebuildAsync();
        store = await _stores.OpenAsync();
        (await store.ReadAsync(key)).ShouldBe(Mail.Bytes("only copy"));
        (await store.Reader.GetUidsAsync("INBOX", Mail.Validity)).ShouldBe(UidSet.Of(1, 2, 3));
    }

    [Fact]
    public async Task An_IMAP_account_is_rebuilt_as_if_nothing_were_damaged()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("stays", 2);
        var twice = await store.StoreAsync("is here and there", 3);
        await store.Content.ReferAsync(twice, Mail.Origin(4, "Élèves"));
        var sent = await store.Content.AppendAsync(Mail.Bytes("was sent"), Mail.Origin(0, "", 0));
        var mine = await store.Content.AppendAsync(Mail.Bytes("is mine"), ContentOrigin.OfUpload("INBOX", new(SystemFlags.Draft), Mail.Date));
        await store.CommitAsync(
        [
            Mail.Added(twice, 4, mailbox: "Élèves"),
            new MessageFiled("INBOX", MailboxRole.None, mine, new(SystemFlags.Draft), Mail.Date, Mail.Headers("is mine")) { IsUpload = true },
        ]);
        await store.Outbox.EnqueueAsync(new(sent, "1@x", "me@x", ["a@x"], "was sent", Mail.Date));
        var moved = (await store.ListAsync()).Single(m => m.Headers.Subject == "stays").Id;
        await store.CommitAsync([new MessageRefiled(moved, "Élèves")]);
        await ShouldBeRebuiltAlikeAsync("stays", "is here and there", "was sent", "is mine");
    }

    [Fact]
    public async Task A_POP3_account_is_rebuilt_as_if_nothing_were_damaged()
    {
        var store = await _stores.OpenAsync();
        var changes = new List<StoreChange> { new MailboxListed("INBOX", null, MailboxRole.Inbox, true), new MailboxCreated("Cours", null) { IsLocalOnly = true } };
        foreach (var name in (string[])["stays", "moves", "is deleted"])
        {
            var key = await store.Content.AppendAsync(Mail.Bytes(name), Mail.Origin(0, "INBOX", 0, uniqueId: name));
            changes.Add(new MessageFiled("INBOX", MailboxRole.Inbox, key, default, Mail.Date, Mail.Headers(name)));
            changes.Add(new DropEntryRecorded(Mail.Dropped(name, key)));
        }

        var header = await store.Content.AppendAsync(Mail.Bytes("is partial"), Mail.Origin(0, "", 0, uniqueId: "is partial"));
        changes.Add(new MessageFiled("INBOX", MailboxRole.Inbox, header, default, Mail.Date, Mail.Headers("is partial")) { HeaderOf = new("is partial", 9000) });
        changes.Add(new DropEntryRecorded(Mail.Dropped("is partial", header) with { State = DropState.HeadersOnly }));
        await store.CommitAsync(changes);
        var ids = (await store.ListAsync()).ToDictionary(m => m.Headers.Subject, m => m.Id);
        await store.CommitAsync(
        [
            new MessageRefiled(ids["moves"], "Cours"), new MessageMarked(ids["stays"], new(SystemFlags.Seen, "x"), default) { IsLocalOnly = true },
            new MessageDiscarded(ids["is deleted"]),
        ]);
        await ShouldBeRebuiltAlikeAsync("stays", "moves", "is deleted", "is partial");
    }

    async Task ShouldBeRebuiltAlikeAsync(params string[] texts)
    {
        await _stores.CloseAsync();
        await using var sound = new StoreFixture();
        _stores.Copy(sound);
        await sound.RebuildAsync();
        await DamageAsync(bytes => texts.Select(text => bytes.AsSpan().IndexOf(Mail.Bytes(text)) - ChecksumLength));
        (await _stores.RebuildAsync()).Problems.ShouldAllBe(p => p.Where.StartsWith(_stores.Pack(), StringComparison.Ordinal));
        (await ShownAsync(_stores)).ShouldBe(await ShownAsync(sound), ignoreOrder: true);
        await _stores.CloseAsync();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    static async Task<List<string>> ShownAsync(StoreFixture stores)
    {
        var store = await stores.OpenAsync();
        var shown = new List<string>();
        foreach (var message in await store.ListAsync())
        {
            var content = await store.ReadAsync((await store.Reader.FindAsync(message.Id))!.Content);
            shown.Add($"{message.Mailbox} {message.Flags} {message.InternalDate} {message.IsPartial} {ContentKey.Of(content)}");
        }

        foreach (var mailbox in await store.Reader.GetMailboxesAsync())
            shown.Add($"{mailbox.Name} {await store.Reader.GetUidsAsync(mailbox.Name, Mail.Validity)} {mailbox.Messages}");
        foreach (var transfer in await store.Sync.GetTransfersAsync()) shown.Add(transfer.ToString());
        foreach (var entry in await store.Outbox.GetOpenAsync()) shown.Add($"{entry.State} {entry.Subject} {string.Join(' ', entry.Recipients)}");
        shown.AddRange((await store.Maildrop.GetAsync()).Entries.Select(e => e.ToString()));
        return shown;
    }

    static int At(int start, string mailbox) => start + PackRecord.FixedLength + OriginCodec.Measure(Mail.Origin(2, mailbox)) + ChecksumLength;

    async Task DamageAsync(Func<byte[], IEnumerable<int>> where)
    {
        var bytes = await File.ReadAllBytesAsync(_stores.Pack());
        foreach (var at in where(bytes)) bytes[at] ^= 1;
        await File.WriteAllBytesAsync(_stores.Pack(), bytes);
    }
}
