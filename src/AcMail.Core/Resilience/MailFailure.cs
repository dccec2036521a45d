namespace AcMail;

/// <summary>Something that went wrong, in a form that code can decide on and a person can act on. It never holds a secret.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Message">What happened, and where.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record MailFailure(MailErrorKind Kind, MailText Message, MailText Remedy)
{
    /// <summary>The server's own words, where it said any.</summary>
    public string? ServerReply { get; init; }

    /// <summary>The server that it happened with, where there was one.</summary>
    public MailEndpoint? Endpoint { get; init; }

    /// <summary>Before when trying again is pointless, where that is known.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether the same attempt may succeed later without anybody changing anything.</summary>
    public bool IsTransient => MailErrorKinds.IsTransient(Kind);

    /// <summary>Message and remedy in the reader's language, then the server's own words.</summary>
    public override string ToString()
    {
        var text = Remedy.English.Length == 0 ? $"{Message}" : $"{Message} {Remedy}";
        return string.IsNullOrEmpty(ServerReply) ? text : $"{text} [{ServerReply}]";
    }
}
