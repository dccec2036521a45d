namespace AcMail;

/// <summary>How a server turned out to behave, learnt on one connection and remembered for the pass.</summary>
sealed class PopManners
{
    readonly HashSet<int> _silences = [];

    /// <summary>It was sent several commands at once and answered them all.</summary>
    public bool PipeliningWorks { get; set; }

    /// <summary>Several commands at once failed before it ever answered such: they are given one by one from then on.</summary>
    public bool PipeliningFailed { get; private set; }

    /// <summary>It offers PIPELINING and does not keep its word: that is proven.</summary>
    public bool PipeliningIsBroken { get; private set; }

    /// <summary>A connection broke over several messages that were asked for at once, so that each is asked for alone from then on.</summary>
    public bool IsOneByOne { get; private set; }

    /// <summary>It answered when it was asked for a message or a header, if only with a refusal.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>
    /// It answered nothing and fell silent over two messages, each asked for alone. For one silence the message may be to blame; each lasts a minute, and what
    /// it fell silent over comes last the next time.
    /// </summary>
    public bool IsMute => !HasAnswered && _silences.Count > 1;

    /// <summary>The messages over which connections broke, by name.</summary>
    public Breaks<string> Broken { get; } = new();

    /// <summary>The names of what it said to have deleted, at a good QUIT. Listed again, it would be deleted without end.</summary>
    public HashSet<string> Deleted { get; } = new(StringComparer.Ordinal);

    /// <summary>The sizes that it lists are not those of what it sends.</summary>
    public bool SizesDiffer { get; set; }

    /// <summary>Whether something is missing of a message that came with so many octets, of so many announced.</summary>
    public bool IsCut(long came, long announced) => came < (SizesDiffer ? announced / 2 : announced);

    /// <summary>It sends much more than it was asked for, or than it listed: no more of it is held in memory, and all goes to disk.</summary>
    public bool SendsTooMuch { get; set; }

    /// <summary>How often the connection broke over TOP before it was ever answered.</summary>
    public int TopBreaks { get; set; }

    /// <summary>It answered TOP with an error, or broke off over it twice, before it ever answered it well.</summary>
    public bool TopIsMissing { get; set; }

    /// <summary>It answered TOP.</summary>
    public bool TopWorks { get; set; }

    /// <summary>
    /// Several commands at once, before it ever answered such, ended so. That a connection was cut may be the network's doing, or that of a proxy before an
    /// innocent server; silence and wrong answers are the server's.
    /// </summary>
    public void AddFailedPipeline(MailErrorKind kind, bool isOffered = true)
    {
        PipeliningFailed = true;
        PipeliningIsBroken |= isOffered && kind is (MailErrorKind.Timeout or MailErrorKind.ProtocolError);
    }

    /// <summary>The connection broke over these.</summary>
    public void AddBreak(IReadOnlyList<DropListingEntry> asked, MailErrorKind kind)
    {
        IsOneByOne |= asked.Count > 1;
        if (kind == MailErrorKind.Timeout && asked is [var alone]) _silences.Add(alone.Index);
        foreach (var entry in asked.Where(e => e.UniqueId.Length > 0)) Broken.Add(entry.UniqueId);
    }
}
