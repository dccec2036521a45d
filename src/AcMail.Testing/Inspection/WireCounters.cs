namespace AcMail.Testing;

/// <summary>What clients cost the server up to one moment; the difference of two is what happened in between.</summary>
/// <param name="Imap">In IMAP.</param>
/// <param name="Pop3">In POP3.</param>
/// <param name="Smtp">In SMTP.</param>
public readonly record struct WireCounters(WireCount Imap, WireCount Pop3, WireCount Smtp)
{
    /// <summary>What was counted between <paramref name="before"/> and <paramref name="after"/>.</summary>
    public static WireCounters operator -(WireCounters after, WireCounters before) =>
        new(after.Imap - before.Imap, after.Pop3 - before.Pop3, after.Smtp - before.Smtp);

    /// <summary>What was counted since <paramref name="before"/>.</summary>
    public static WireCounters Subtract(WireCounters after, WireCounters before) => after - before;
}
