using AcMail.Storage;

namespace AcMail;

/// <summary>A message, or its header alone, that came from a maildrop.</summary>
/// <param name="Listed">Which.</param>
/// <param name="Key">What names its bytes.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Arrived">When it came to the maildrop, as far as that is known.</param>
/// <param name="ReadHeaderKey">Reads what names its header.</param>
readonly record struct ReceivedDrop(
    DropListingEntry Listed, ContentKey Key, MessageHeaders Headers, DateTimeOffset Arrived, Func<ContentKey> ReadHeaderKey)
{
    /// <summary>Whether TOP gave it out as <paramref name="known"/> before: its header, or all of it.</summary>
    public bool HasHeader(DropEntry known) => known.Content == Key || known.Content == ReadHeaderKey();
}
