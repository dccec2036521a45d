using MailKit;

namespace AcMail.Seed;

/// <summary>One message to be.</summary>
sealed record Letter(string Mailbox, Person From, DateTimeOffset Date, string Subject, string Text)
{
    public Person To { get; init; } = People.David;

    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    public Letter? Answered { get; init; }

    public MessageFlags Flags { get; init; } = MessageFlags.Seen;

    public string Id => $"{Date:yyyyMMddHHmm}.{StableHash(Subject + From.Address + Mailbox):x8}@{From.Address[(From.Address.IndexOf('@', StringComparison.Ordinal) + 1)..]}";

    public Letter Reply(string mailbox, Person from, DateTimeOffset date, string text) =>
        new(mailbox, from, date, Subject.StartsWith("Re: ", StringComparison.Ordinal) ? Subject : $"Re: {Subject}", text) { To = From, Answered = this };

    static uint StableHash(string text)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        var hash = 2166136261;
        foreach (var c in text) hash = (hash ^ c) * 16777619;
        return hash;
    }
}
