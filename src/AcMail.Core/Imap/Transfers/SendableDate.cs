namespace AcMail;

/// <summary>The INTERNALDATE that a message is sent with. Pure.</summary>
static class SendableDate
{
    /// <summary>What servers can keep: many count the seconds since 1970 in 32 bits. Dovecot makes 2106 of 1969, and 2042 of the year 1; others refuse the message.</summary>
    static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch, Latest = DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue);

    /// <summary>The date itself; the earliest in place of an earlier one, so that old mail stays old; none, which is the time of arrival, in place of a later one.</summary>
    public static DateTimeOffset? Of(DateTimeOffset date) => date < Earliest ? Earliest : date > Latest ? null : date;
}
