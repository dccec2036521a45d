using AcMail.Storage;

namespace AcMail;

/// <summary>
/// What a session fetches, in order. What may break the connection comes last: what is known not to have been had before, and what broke one in this pass.
/// </summary>
/// <param name="Whole">The messages of which all is fetched.</param>
/// <param name="Headers">Those of which the header is.</param>
/// <param name="GivenUp">Those that are left to the next pass.</param>
sealed record FetchPlan(IReadOnlyList<DropListingEntry> Whole, IReadOnlyList<DropListingEntry> Headers, IReadOnlyList<DropListingEntry> GivenUp)
{
    /// <summary>How many are fetched.</summary>
    public int Count => Whole.Count + Headers.Count;

    /// <summary>Pure.</summary>
    /// <param name="steps">What is done with each message.</param>
    /// <param name="compared">What came of those that were to be compared: one that is not what is held is new.</param>
    /// <param name="ledger">What is known.</param>
    /// <param name="rules">What is fetched of a message.</param>
    /// <param name="broken">What connections broke over.</param>
    public static FetchPlan Of(
        IReadOnlyList<MaildropStep> steps, PopComparer.Comparison compared, MaildropLedger ledger, PopRules rules, Breaks<string> broken)
    {
        var renewed = compared.Other.Concat(compared.Unproven).Select(s => s.Entry).ToLookup(e => e.Size <= rules.MaximumDownloadSize);
        var rest = compared.Same.Where(s => s.Known!.State == DropState.HeadersOnly && rules.OnlyFetch?.Contains(s.Entry.UniqueId) == true).Select(s => s.Entry);
        List<DropListingEntry> whole = [.. Of(MaildropAction.Fetch), .. renewed[true], .. rest], headers = [.. Of(MaildropAction.FetchHeader), .. renewed[false]];
        return new(Order(whole), Order(headers), [.. whole.Concat(headers).Where(e => broken.IsGivenUp(e.UniqueId))]);

        IEnumerable<DropListingEntry> Of(MaildropAction action) => steps.Where(s => s.Action == action).Select(s => s.Entry);

        List<DropListingEntry> Order(IEnumerable<DropListingEntry> entries) =>
            [.. broken.Order(entries.OrderBy(e => ledger.Find(e.UniqueId)?.State == DropState.Seen), e => e.UniqueId)];
    }
}
