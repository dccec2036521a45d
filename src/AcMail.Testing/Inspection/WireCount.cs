namespace AcMail.Testing;

/// <summary>What clients cost the server in one protocol.</summary>
/// <param name="Connections">How many began.</param>
/// <param name="RoundTrips">How often the server, after it had waited for the client, sent something; the greeting is one, TLS none.</param>
/// <param name="Commands">How many commands came, literals and what continues an authentication not counted.</param>
/// <param name="OctetsIn">How many octets came, before encryption and compression.</param>
/// <param name="OctetsOut">How many octets were sent, before encryption and compression.</param>
public readonly record struct WireCount(long Connections, long RoundTrips, long Commands, long OctetsIn, long OctetsOut)
{
    /// <summary>What was counted between <paramref name="before"/> and <paramref name="after"/>.</summary>
    public static WireCount operator -(WireCount after, WireCount before) => new(
        after.Connections - before.Connections, after.RoundTrips - before.RoundTrips, after.Commands - before.Commands,
        after.OctetsIn - before.OctetsIn, after.OctetsOut - before.OctetsOut);

    /// <summary>What was counted since <paramref name="before"/>.</summary>
    public static WireCount Subtract(WireCount after, WireCount before) => after - before;
}
