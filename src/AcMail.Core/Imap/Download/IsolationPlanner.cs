using AcMail.Storage;

namespace AcMail;

/// <summary>Finds the message that makes a FETCH fail, in few attempts. Pure: values in, values out.</summary>
static class IsolationPlanner
{
    /// <summary>
    /// What to ask for next, first things first: servers answer in ascending order, so what comes after the last message received is asked for alone; the
    /// rest is halved, in case it was not that.
    /// </summary>
    /// <param name="asked">What was asked for; more than one message, or there is nothing to find out.</param>
    /// <param name="rest">What of it was not received.</param>
    public static IReadOnlyList<UidSet> Split(UidSet asked, UidSet rest)
    {
        if (rest.Count <= 1) return rest.Count == 0 ? [] : [rest];
        var received = asked.Except(rest);
        var last = received.Count == 0 ? 0 : received.Ranges[^1].Last;
        var suspect = UidSet.Of(rest.FirstOrDefault(uid => uid > last, rest.Ranges[0].First));
        var others = rest.Except(suspect);
        return [suspect, .. others.ChunksDescending((int)(others.Count + 1) / 2)];
    }
}
