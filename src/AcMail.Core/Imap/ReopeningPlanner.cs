namespace AcMail;

/// <summary>Decides whether a pass that lost its connection begins again over another, or leaves it to the next. Pure: values in, values out.</summary>
static class ReopeningPlanner
{
    /// <summary>However well it advances in between.</summary>
    public const int Most = 2;

    /// <summary>Whether a connection ended that may be had anew: the server hung up, or did not answer in time.</summary>
    public static bool IsBreak(MailErrorKind kind) => kind is MailErrorKind.ConnectionLost or MailErrorKind.Timeout;

    /// <summary>Once in any case where the server answered at all, then only after the pass advanced or gave up what it broke over; never where the server asks for patience.</summary>
    public static bool BeginsAgain(BrokenPass pass) =>
        pass.WasOpen && IsBreak(pass.Failure.Kind) && ThrottleHint.Find(pass.Failure.ServerReply) is null &&
        (pass.Reopenings == 0 ? pass.HasBegun : (pass.HasAdvanced || pass.HasGivenUp) && pass.Reopenings < Most);
}
