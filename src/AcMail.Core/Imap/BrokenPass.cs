namespace AcMail;

/// <summary>A pass that could not go on.</summary>
/// <param name="Failure">What ended it.</param>
/// <param name="Reopenings">How often it has begun again already.</param>
readonly record struct BrokenPass(MailFailure Failure, int Reopenings)
{
    /// <summary>Whether it ended on an open connection; <see langword="false"/> where none could be had, or too many broke already.</summary>
    public bool WasOpen { get; init; }

    /// <summary>Whether the server answered: it told its mailboxes, was asked for their counters along, or served an earlier pass over the same connection.</summary>
    public bool HasBegun { get; init; }

    /// <summary>Whether anything was received or sent since the pass began last.</summary>
    public bool HasAdvanced { get; init; }

    /// <summary>Whether what it broke over is left to the next pass from here on.</summary>
    public bool HasGivenUp { get; init; }
}
