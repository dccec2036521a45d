using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace AcMail;

/// <summary>Where a watch is told things, and is woken by them.</summary>
[SuppressMessage("Design", "CA1001", Justification = "What it holds has neither a timer nor a handle, and may be cancelled after the step is over.")]
sealed class WatchInbox
{
    readonly Lock _lock = new();
    ImmutableHashSet<string> _mailboxes = [];
    bool _doneHere, _worksAgain;
    CancellationTokenSource _step = new();

    /// <summary>Cancelled once there is something to take.</summary>
    public CancellationToken Woken
    {
        get
        {
            lock (_lock) return _step.Token;
        }
    }

    /// <summary>Something is new in a mailbox.</summary>
    public void Notice(string mailbox) => Wake(() => _mailboxes = _mailboxes.Add(mailbox));

    /// <summary>Something was done here that the server has to be told.</summary>
    public void DoneHere() => Wake(() => _doneHere = true);

    /// <summary>A pass that somebody else asked for went well.</summary>
    public void WorksAgain() => Wake(() => _worksAgain = true);

    public IEnumerable<WatchEvent> Take()
    {
        lock (_lock)
        {
            List<WatchEvent> events = [];
            if (_worksAgain) events.Add(new WatchEvent.WorksAgain());
            if (_doneHere || !_mailboxes.IsEmpty) events.Add(new WatchEvent.News(_mailboxes, _doneHere));
            (_mailboxes, _doneHere, _worksAgain) = ([], false, false);
            if (_step.IsCancellationRequested) _step = new();
            return events;
        }
    }

    void Wake(Action post)
    {
        CancellationTokenSource step;
        lock (_lock)
        {
            post();
            step = _step;
        }

        _ = step.CancelAsync();
    }
}
