using System.Collections.Immutable;

namespace AcMail;

/// <summary>How closely a pass looks.</summary>
enum PassDepth
{
    /// <summary>A mailbox whose counters are as before is passed over, also where they do not tell whether flags changed.</summary>
    Counters,

    /// <summary>A mailbox is passed over only where its counters prove that nothing changed.</summary>
    Usual,

    /// <summary>Every mailbox is compared message by message, whatever its counters say.</summary>
    Everything,
}

/// <summary>What a pass looks at.</summary>
/// <param name="Depth">How closely.</param>
/// <param name="Mailboxes">Only these mailboxes, as the server names them, without listing them anew; the whole account where there is none.</param>
sealed record PassScope(PassDepth Depth, ImmutableHashSet<string> Mailboxes)
{
    /// <summary>What <see cref="IMailAccount.SynchronizeAsync"/> does.</summary>
    public static PassScope Account { get; } = Whole(PassDepth.Usual);

    /// <summary>Whether it takes only a moment.</summary>
    public bool IsBrief => !Mailboxes.IsEmpty;

    public static PassScope Whole(PassDepth depth) => new(depth, []);

    public static PassScope Of(ImmutableHashSet<string> mailboxes) => new(PassDepth.Usual, mailboxes);
}
