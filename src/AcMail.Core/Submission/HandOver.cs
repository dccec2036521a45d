namespace AcMail;

/// <summary>How handing over a message ended.</summary>
/// <param name="Happened">What it means for the outbox; <see cref="OutboxEvent.AcceptedWithoutCopy"/> stands for accepted.</param>
/// <param name="Reply">The server's last words about it.</param>
/// <param name="Recipients">What the server said to each recipient.</param>
/// <param name="Failure">Why it was not accepted.</param>
sealed record HandOver(OutboxEvent Happened, string Reply, IReadOnlyList<RecipientReport> Recipients, MailFailure? Failure)
{
    /// <summary>A connection that had served before was closed by the server in between, which says nothing about this message.</summary>
    public bool WasStale { get; init; }

    /// <summary>The server broke off over this message, which may break every connection.</summary>
    public bool BrokeOff => Happened == OutboxEvent.Deferred && WasBegun && Failure!.Kind != MailErrorKind.Deferred;

    /// <summary>A connection that could be used stood, so that what happened was about this message.</summary>
    public bool WasBegun { get; init; }

    public bool Accepted => Failure is null;

    /// <summary>Nobody got it, all for the same reason.</summary>
    public static HandOver Failed(OutboxEvent happened, OutgoingMessage message, MailFailure failure) =>
        new(happened, failure.ServerReply ?? "", [.. message.Recipients.Select(r => new RecipientReport(r.Address, failure))], failure);
}
