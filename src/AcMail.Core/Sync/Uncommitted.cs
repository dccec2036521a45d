using AcMail.Storage;

namespace AcMail;

/// <summary>What one commit is to change, and who counts it once it has.</summary>
sealed class Uncommitted
{
    readonly List<MailboxTally> _filed = [];

    public List<StoreChange> Changes { get; } = [];

    /// <summary>Those that count a message that is placed.</summary>
    public List<MailboxTally> Added { get; } = [];

    /// <summary>How many octets of messages came with it.</summary>
    public long Bytes { get; set; }

    /// <summary>Adds what a message changes.</summary>
    public void Add(IEnumerable<StoreChange> changes, MailboxTally tally)
    {
        var before = Changes.Count;
        Changes.AddRange(changes);
        if (Changes.FindIndex(before, c => c is MessageAdded) >= 0) Added.Add(tally);
        else if (Changes.FindIndex(before, c => c is MessageFiled) >= 0) _filed.Add(tally);
    }

    /// <summary>Counts the messages; what is held often enough already is not filed.</summary>
    /// <param name="filed">How many were filed.</param>
    public void Count(int filed)
    {
        foreach (var tally in Added.Concat(_filed.Take(filed))) tally.Added++;
    }

    public void Clear()
    {
        Changes.Clear();
        Added.Clear();
        _filed.Clear();
        Bytes = 0;
    }
}
