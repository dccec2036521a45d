using System.Collections.Concurrent;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The stores that are open in this process, through one provider.</summary>
sealed class OpenStores
{
    readonly ConcurrentDictionary<SqliteMailStore, byte> _stores = [];

    public AwakeStores Awake { get; } = new();

    public void Add(SqliteMailStore store) => _stores.TryAdd(store, 0);

    public void Remove(SqliteMailStore store) => _stores.TryRemove(store, out _);

    /// <summary>Has those in <paramref name="folder"/> step aside until what is returned is disposed of.</summary>
    public async ValueTask<Aside> StepAsideAsync(string folder, CancellationToken cancellationToken)
    {
        var aside = new Aside();
        try
        {
            foreach (var store in _stores.Keys.Where(s => s.Folder == folder))
                if (await store.TryStepAsideAsync(cancellationToken).ConfigureAwait(false) is { } expected)
                    aside.Add(store, expected);
        }
        catch
        {
            await aside.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return aside;
    }

    /// <summary>Those that stepped aside.</summary>
    public sealed class Aside : IAsyncDisposable
    {
        readonly List<SqliteMailStore> _stores = [];
        readonly List<ContentKey> _expected = [];

        /// <summary>The contents that they may name next.</summary>
        public IReadOnlyList<ContentKey> Expected => _expected;

        public void Add(SqliteMailStore store, IEnumerable<ContentKey> expected)
        {
            _stores.Add(store);
            _expected.AddRange(expected);
        }

        public async ValueTask DisposeAsync() => await Task.WhenAll(_stores.Select(s => s.ReturnAsync())).ConfigureAwait(false);
    }
}
