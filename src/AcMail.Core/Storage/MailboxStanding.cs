namespace AcMail.Storage;

/// <summary>A mailbox that is not on the server as it is here.</summary>
/// <param name="Here">Its name here; <see langword="null"/> where it was deleted here.</param>
/// <param name="There">Its name on the server; <see langword="null"/> where the server has not got it.</param>
/// <param name="Delimiter">What separates the levels of its names.</param>
public sealed record MailboxStanding(string? Here, string? There, char? Delimiter)
{
    /// <summary>What was chosen here about the subscription and the server does not know yet.</summary>
    public bool? Subscribed { get; init; }
}
