using System.Globalization;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Imap.Chaos;

/// <summary>A client without a replica, which changes the server directly.</summary>
sealed class OtherClient(ITestMailServer server, string user, Letters letters, int seed) : IAsyncDisposable
{
    static readonly string[] Flags = ["\\Seen", "\\Flagged", "\\Answered", "urgent", "$Label1"];

    readonly Random _random = new(seed);
    readonly Tally _tally = new();
    RawImap? _imap;
    int _mailboxes;

    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                _imap ??= await RawImap.LoginAsync(server, user);
                _tally.Add(await ActAsync(_imap));
                // A person, not a flood.
                await Task.Delay(_random.Next(150), CancellationToken.None);
            }
            catch (InvalidOperationException)
            {
                // A replica renamed the mailbox, or took the message away.
                _tally.Add("refused");
            }
            catch (IOException)
            {
                _tally.Add("disconnected");
                await DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_imap is { } imap) await imap.DisposeAsync();
        _imap = null;
    }

    public override string ToString() => _tally.ToString();

    async Task<string> ActAsync(RawImap imap)
    {
        var mailboxes = await imap.ListAsync();
        var mailbox = Any(mailboxes);
        switch (_random.Next(20))
        {
            case < 6:
                var (subject, content) = letters.Write(_random);
                await imap.AppendAsync(mailbox, content, _random.Next(2) == 0 ? Any(Flags) : "");
                letters.Accepted(subject);
                return "append";
            case 6 when mailboxes.Count < 15:
                await imap.CreateAsync($"Élèves {++_mailboxes}{(_random.Next(3) == 0 ? "/6e B" : "")}");
                return "create";
        }

        await imap.SelectAsync(mailbox);
        var uids = (await imap.CommandAsync("UID SEARCH ALL"))
            .Where(l => l.StartsWith("* SEARCH ", StringComparison.Ordinal)).SelectMany(l => l.Split(' ')[2..]).ToList();
        if (uids.Count == 0) return "nothing";
        var uid = Any(uids);
        var header = await imap.CommandAsync($"UID FETCH {uid} (BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
        if (Letters.SubjectOf(string.Concat(header)) is not { Length: > 0 } touched) return "nothing";
        switch (_random.Next(10))
        {
            case < 5:
                await imap.CommandAsync(string.Create(CultureInfo.InvariantCulture, $"UID STORE {uid} {(_random.Next(2) == 0 ? '+' : '-')}FLAGS ({Any(Flags)})"));
                return "flag";
            case < 8:
                letters.Placing(touched, this);
                await imap.MoveAsync(uid, Any(mailboxes));
                return "move";
            default:
                letters.Deleting(touched);
                await imap.CommandAsync($"UID STORE {uid} +FLAGS (\\Deleted)");
                await imap.CommandAsync($"UID EXPUNGE {uid}");
                return "expunge";
        }
    }

    T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
