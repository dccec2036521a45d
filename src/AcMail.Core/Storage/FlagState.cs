namespace AcMail.Storage;

/// <summary>The flags of one message on both sides, and how they change. A value; stores keep it, and Core says what becomes of it.</summary>
/// <param name="Common">The flags that both sides are known to have had: the last common state.</param>
/// <param name="Local">The flags here.</param>
/// <param name="Uncertain">The flags of which a change was sent and nobody knows yet whether it took effect.</param>
public readonly record struct FlagState(MailFlags Common, MailFlags Local, MailFlags Uncertain)
{
    /// <summary>Whether the server does not know all that was changed here.</summary>
    public bool IsMarked => Common != Local || !Uncertain.IsEmpty;

    /// <summary>The state of a message that both sides see alike.</summary>
    public static FlagState Of(MailFlags flags) => new(flags, flags, default);

    /// <summary>After <see cref="MessageMarked"/>.</summary>
    public FlagState Marked(MessageMarked mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        // What both sides had keeps its spelling, so that a change taken back leaves no trace.
        var local = Local.Except(mark.Removed).Union(Common.Intersect(mark.Added)).Union(mark.Added);
        return mark.IsLocalOnly ? Of(local) : this with { Local = local };
    }

    /// <summary>After the server's flags were observed.</summary>
    public FlagState Observed(MailFlags remote) => this with { Common = remote, Local = FlagMerge.Merge(Common, Local, remote, Uncertain) };

    /// <summary>After <see cref="MarksSending"/>.</summary>
    public FlagState Sending(MailFlags flags) => this with { Uncertain = Uncertain.Union(flags) };

    /// <summary>After <see cref="MarksSent"/>.</summary>
    public FlagState Sent(MailFlags added, MailFlags removed) =>
        new(Common.Except(removed).Union(added), Local, Uncertain.Except(added).Except(removed));

    /// <summary>After <see cref="MarksRefused"/>.</summary>
    public FlagState Refused(MailFlags flags) =>
        new(Common, Local.Except(flags).Union(Common.Intersect(flags)), Uncertain.Except(flags));
}
