namespace AcMail.Sqlite.Tests;

public sealed class QueryPlanTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData(false, MessageSource.All, "message_newest (internal_date>? AND internal_date<?)")]
    [InlineData(true, MessageSource.All, "message_newest_in_mailbox (mailbox_id=? AND internal_date>? AND internal_date<?)")]
    [InlineData(false, MessageSource.Unseen, "message_unseen (internal_date>? AND internal_date<?)")]
    [InlineData(true, MessageSource.Unseen, "message_unseen (internal_date>? AND internal_date<?)")]
    [InlineData(false, MessageSource.Flagged, "message_flagged (internal_date>? AND internal_date<?)")]
    [InlineData(true, MessageSource.Flagged, "message_flagged (internal_date>? AND internal_date<?)")]
    internal async Task A_page_begins_in_its_index_wherever_it_is_and_the_list_is_not_sorted(bool inMailbox, MessageSource source, string index)
    {
        await _stores.OpenAsync();
        var plan = Sql.Explain(_stores.Database, MessageSql.Of(inMailbox, source));
        plan[0].ShouldBe($"SEARCH m USING INDEX {index}");
        plan.ShouldAllBe(step => !step.StartsWith("SCAN m") && !step.Contains("TEMP B-TREE FOR ORDER BY"));
    }

    [Theory]
    [InlineData(ServerQueries.Partials, "message_header_of")]
    [InlineData(IntentQueries.Marks, "message_marked")]
    public async Task What_every_pass_asks_reads_nothing_of_the_messages_that_it_is_not_about(string question, string index)
    {
        await _stores.OpenAsync();
        Sql.Explain(_stores.Database, question).Where(step => step.Contains(" message ", StringComparison.Ordinal) && !step.Contains("PRIMARY KEY", StringComparison.Ordinal))
            .ShouldAllBe(step => step.Contains($"USING INDEX {index}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_is_found_in_the_outbox_however_many_were_sent()
    {
        await _stores.OpenAsync();
        Sql.Explain(_stores.Database, SqliteOutboxStore.OfMessage)[0].ShouldBe("SEARCH outbox USING INDEX outbox_message_id (message_id=?)");
    }

    [Theory]
    [InlineData(TransferTable.From, "t USING INDEX transfer_there (there_mailbox=? AND (there_validity,there_uid)>(?,?) AND (there_validity,there_uid)<(?,?))")]
    [InlineData(TransferTable.Copies, "t USING INDEX transfer_copy (copy_mailbox=? AND (copy_validity,copy_uid)>(?,?) AND (copy_validity,copy_uid)<(?,?))")]
    [InlineData(TransferTable.Sent, "m USING COVERING INDEX message_content (content_id=?)")]
    public async Task What_waits_is_found_by_its_place_or_content_whatever_else_waits(string question, string search)
    {
        await _stores.OpenAsync();
        Sql.Explain(_stores.Database, question)[0].ShouldBe($"SEARCH {search}");
    }
}
