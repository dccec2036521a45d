using AcMail.Storage;

namespace AcMail;

/// <summary>What becomes of an answer: messages that are not asked for any more, and what to ask for instead, first things first.</summary>
/// <param name="Refused">What the server does not give out.</param>
/// <param name="Next">What to ask for next.</param>
sealed record CensusStep(UidSet Refused, IReadOnlyList<UidSet> Next);

/// <summary>Decides which messages a server does not give out. Pure: values in, values out.</summary>
static class CensusPlanner
{
    /// <param name="asked">What was asked for.</param>
    /// <param name="read">What of it was received.</param>
    /// <param name="shown">What the server told anything of; the rest of an answer that is in order is gone meanwhile.</param>
    /// <param name="hasFailed">Whether the answer ended in a refusal, could not be read or was broken off.</param>
    public static CensusStep After(UidSet asked, UidSet read, UidSet shown, bool hasFailed)
    {
        var rest = asked.Except(read);
        return !hasFailed ? new(rest.Intersect(shown), [])
            : asked.Count == 1 ? new(rest, [])
            : new(UidSet.Empty, IsolationPlanner.Split(asked, rest));
    }
}
