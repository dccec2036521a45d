namespace AcMail.Benchmarks.Searching;

/// <summary>Something that a person looks up: a page of fifty at most.</summary>
/// <param name="What">For the table.</param>
/// <param name="ReadAsync">Reads the page, and says how much is on it.</param>
/// <param name="Text">What is searched for, where it is a search.</param>
sealed record Lookup(string What, Func<IMailReader, ValueTask<int>> ReadAsync, string? Text = null)
{
    const int Page = 50;

    public static Lookup Search(string what, string text) =>
        new(what, reader => reader.ListAsync(new() { Text = text, Limit = Page }).CountAsync(), text);

    public static Lookup List(string what, MessagePosition? after) =>
        new(what, reader => reader.ListAsync(new() { Mailbox = "INBOX", After = after, Limit = Page }).CountAsync());

    public static Lookup Threads(string what, MessagePosition? after) =>
        new(what, reader => reader.ListThreadsAsync("INBOX", after).Take(Page).CountAsync());

    public static Lookup Thread(string what, long id) => new(what, async reader => (await reader.GetThreadAsync(id)).Messages.Count);

    /// <summary>How many there are beyond the page.</summary>
    public async ValueTask<int> CountAsync(IMailReader reader) =>
        Text is null ? await ReadAsync(reader) : await reader.ListAsync(new() { Text = Text }).CountAsync();
}
