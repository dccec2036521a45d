namespace AcMail;

/// <summary>Messages of a mailbox that are gone from the server and held back here.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Count">How many.</param>
public sealed record HeldMessages(string Mailbox, int Count);
