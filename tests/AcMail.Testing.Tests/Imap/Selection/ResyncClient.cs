using System.Globalization;
using System.Text.RegularExpressions;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Selection;

/// <summary>Keeps UIDs and flags from one connection to the next, and resynchronises as RFC 7162 §3.2.5 and §3.2.6 say.</summary>
sealed partial class ResyncClient(MailServer server, ServerUser user)
{
    readonly SortedDictionary<uint, string> _known = [];
    (string UidValidity, string ModSeq)? _last;

    public IEnumerable<(uint Uid, string Flags)> Known => _known.Select(k => (k.Key, k.Value));

    /// <summary>Connects, learns what has changed since, and goes.</summary>
    /// <param name="bySelect">Whether by a parameter of SELECT, or by FETCH with VANISHED.</param>
    public async Task SynchroniseAsync(bool bySelect)
    {
        await using var talk = await ImapTalk.LoginAsync(server, user);
        await talk.AskAsync("ENABLE QRESYNC");
        if (_last is not { } last)
        {
            var selected = await talk.AskAsync("SELECT INBOX");
            Take([.. selected, .. await talk.AskAsync("UID FETCH 1:* FLAGS")]);
        }
        else if (bySelect)
        {
            var known = _known.Count > 0 ? $" {SequenceSet.Of(_known.Keys)}" : "";
            var selected = await talk.AskAsync($"SELECT INBOX (QRESYNC ({last.UidValidity} {last.ModSeq}{known}))");
            // Only of what is known was anything told.
            var next = _known.Count > 0 ? _known.Keys.Max() + 1 : 1;
            Take([.. selected, .. await talk.AskAsync($"UID FETCH {next}:* FLAGS")]);
        }
        else
        {
            var selected = await talk.AskAsync("SELECT INBOX");
            Take([.. selected, .. await talk.AskAsync($"UID FETCH 1:* FLAGS (CHANGEDSINCE {last.ModSeq} VANISHED)")]);
        }
    }

    void Take(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            if (Vanished().Match(line) is { Success: true } vanished)
            {
                var gone = SequenceSet.Parse(vanished.Groups[1].Value);
                foreach (var uid in _known.Keys.Where(u => gone.Contains(u, 0)).ToArray()) _known.Remove(uid);
            }
            else if (Fetched().Match(line) is { Success: true } fetched)
            {
                var flags = fetched.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(f => f != @"\Recent");
                _known[uint.Parse(fetched.Groups[1].ValueSpan, CultureInfo.InvariantCulture)] = FlagSet.Of(flags).ToString();
            }
        }

        _last = (Code("UIDVALIDITY"), Code("HIGHESTMODSEQ"));

        string Code(string name) => lines.Select(l => Regex.Match(l, $@"\[{name} (\d+)\]")).First(m => m.Success).Groups[1].Value;
    }

    [GeneratedRegex(@"^\* VANISHED \(EARLIER\) ([\d:,]+)$")]
    private static partial Regex Vanished();

    [GeneratedRegex(@"^\* \d+ FETCH \(UID (\d+) FLAGS \(([^)]*)\)")]
    private static partial Regex Fetched();
}
