namespace AcMail.Testing;

/// <summary>Counts in one protocol, for all its sessions at once.</summary>
sealed class WireTally
{
    long _connections;
    long _roundTrips;
    long _commands;
    long _octetsIn;
    long _octetsOut;

    public WireCount Count => new(
        Interlocked.Read(ref _connections), Interlocked.Read(ref _roundTrips), Interlocked.Read(ref _commands),
        Interlocked.Read(ref _octetsIn), Interlocked.Read(ref _octetsOut));

    /// <summary>Counts a connection; returns which one it is, from 1.</summary>
    public int Connected() => (int)Interlocked.Increment(ref _connections);

    public void TookTurn() => Interlocked.Increment(ref _roundTrips);

    public void Commanded() => Interlocked.Increment(ref _commands);

    public void Received(int octets) => Interlocked.Add(ref _octetsIn, octets);

    public void Sent(int octets) => Interlocked.Add(ref _octetsOut, octets);
}
