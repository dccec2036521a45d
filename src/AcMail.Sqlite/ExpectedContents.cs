using System.Runtime.InteropServices;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Contents that were appended and that their caller's commit is to name next. Any commit makes them known, so that nothing else tells them from those that
/// were deleted. One whose caller gave up stays until the store is closed.
/// </summary>
sealed class ExpectedContents
{
    readonly Dictionary<ContentKey, int> _times = [];

    public IReadOnlyCollection<ContentKey> All => [.. _times.Keys];

    public void Add(ContentKey key) => CollectionsMarshal.GetValueRefOrAddDefault(_times, key, out _)++;

    public void Named(IEnumerable<ContentKey> keys)
    {
        foreach (var key in keys)
            if (_times.TryGetValue(key, out var times))
                if (times > 1) _times[key] = times - 1;
                else _times.Remove(key);
    }
}
