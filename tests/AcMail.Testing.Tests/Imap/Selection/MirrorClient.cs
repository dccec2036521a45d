using System.Globalization;
using System.Text.RegularExpressions;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Selection;

/// <summary>Knows of a mailbox what the server tells, and nothing else: what a client that relies on the RFCs believes.</summary>
sealed partial class MirrorClient(ImapTalk talk) : IAsyncDisposable
{
    readonly List<(uint Uid, string Flags)> _view = [];

    /// <summary>The messages by number: UID and flags; 0 and nothing of one that only its arrival was told of.</summary>
    public IReadOnlyList<(uint Uid, string Flags)> View => _view;

    public static async Task<MirrorClient> OpenAsync(MailServer server, ServerUser user, bool quickResync)
    {
        var talk = await ImapTalk.LoginAsync(server, user);
        if (quickResync) await talk.AskAsync("ENABLE QRESYNC");
        var client = new MirrorClient(talk);
        await client.AskAsync("SELECT INBOX");
        return client;
    }

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    /// <summary>Gives a command, and believes what is told with the answer.</summary>
    public async Task AskAsync(string command)
    {
        var answer = await talk.AskAsync(command);
        var keepsNumbers = NumbersStay().IsMatch(command);
        if (answer[^1].StartsWith("OK", StringComparison.Ordinal)) StoreSilently(command);
        foreach (var line in answer.SkipLast(1))
        {
            if (keepsNumbers) line.ShouldNotMatch("EXPUNGE|VANISHED", command);
            Take(line);
        }

        answer[^1].ShouldMatch("^(OK|NO)", command);
    }

    /// <summary>Asks for what it does not know, until it does.</summary>
    public async Task CatchUpAsync()
    {
        await AskAsync("NOOP");
        for (var i = 0; i < _view.Count; i++)
            if (_view[i].Uid == 0) await AskAsync($"FETCH {i + 1} (UID FLAGS)");
    }

    // What a silent STORE has done is not told, unless others had changed the flags before.
    void StoreSilently(string command)
    {
        if (Silent().Match(command) is not { Success: true } store) return;
        var (set, names) = (SequenceSet.Parse(store.Groups[2].Value), store.Groups[4].Value.Split(' '));
        for (var i = 0; i < _view.Count; i++)
        {
            var (uid, flags) = _view[i];
            if (uid == 0 || !set.Contains(store.Groups[1].Success ? uid : (uint)i + 1, 0)) continue;
            var now = FlagSet.Of(flags.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            _view[i] = (uid, (store.Groups[3].Value == "+" ? now.With(names) : now.Without(names)).ToString());
        }
    }

    void Take(string line)
    {
        if (Numbered().Match(line) is { Success: true } numbered)
        {
            var number = int.Parse(numbered.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (numbered.Groups[2].Value == "EXISTS") Grow(number);
            else _view.RemoveAt(number - 1);
        }
        else if (Vanished().Match(line) is { Success: true } vanished)
        {
            foreach (var uid in Numbers(vanished.Groups[1].Value)) Forget(uid);
        }
        else if (Fetched().Match(line) is { Success: true } fetched)
        {
            var number = int.Parse(fetched.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (Flags().Match(line) is not { Success: true } flags) return;
            var uid = Uid().Match(line) is { Success: true } given ? uint.Parse(given.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : _view[number - 1].Uid;
            _view[number - 1] = (uid, Plain(flags.Groups[1].Value));
        }
    }

    void Grow(int count)
    {
        count.ShouldBeGreaterThanOrEqualTo(_view.Count, "EXISTS never shrinks by itself");
        while (_view.Count < count) _view.Add((0, ""));
    }

    // Where the client has not asked for the UID yet, it is one of those without between its neighbours.
    void Forget(uint uid)
    {
        var at = _view.FindIndex(m => m.Uid == uid);
        if (at < 0) at = _view.FindLastIndex(m => m.Uid != 0 && m.Uid < uid) + 1;
        _view[at].Uid.ShouldBeOneOf(0u, uid);
        _view.RemoveAt(at);
    }

    static IEnumerable<uint> Numbers(string set) =>
        SequenceSet.Parse(set).Ranges(0).SelectMany(r => Enumerable.Range((int)r.First, (int)(r.Last - r.First) + 1)).Select(n => (uint)n);

    static string Plain(string flags) => FlagSet.Of(flags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(f => f != @"\Recent")).ToString();

    [GeneratedRegex(@"^\* (\d+) (EXISTS|EXPUNGE)$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^\* VANISHED ([\d:,]+)$")]
    private static partial Regex Vanished();

    [GeneratedRegex(@"^\* (\d+) FETCH \(")]
    private static partial Regex Fetched();

    [GeneratedRegex(@"[( ]UID (\d+)")]
    private static partial Regex Uid();

    [GeneratedRegex(@"FLAGS \(([^)]*)\)")]
    private static partial Regex Flags();

    [GeneratedRegex(@"^(UID )?STORE ([\d:]+) ([+-])FLAGS\.SILENT \(([^)]*)\)$")]
    private static partial Regex Silent();

    [GeneratedRegex("^(FETCH|STORE|SEARCH)")]
    private static partial Regex NumbersStay();
}
