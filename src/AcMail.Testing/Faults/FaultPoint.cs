namespace AcMail.Testing;

/// <summary>
/// A place in what client and server say, before encryption and compression: the same place in every run of a scenario. Lines count from 1
/// in each direction; octets that lines announce (IMAP literals, messages in POP3 and SMTP) are no lines.
/// </summary>
public sealed record FaultPoint
{
    const long NextNumber = 0;

    FaultPoint(FaultPlace place, WireDirection direction, long number, string? command = null) =>
        (Place, Direction, Number, CommandName) = (place, direction, number, command);

    /// <summary>When the connection comes, before the greeting and before TLS.</summary>
    public static FaultPoint Connecting { get; } = new(FaultPlace.Connecting, WireDirection.ToClient, 0);

    internal FaultPlace Place { get; }

    internal WireDirection Direction { get; }

    /// <summary>Which line; how many octets; which occurrence of the command.</summary>
    internal long Number { get; }

    internal string? CommandName { get; }

    /// <summary>Whether a line or octet of that number is meant.</summary>
    internal bool IsAt(long number) => Number == number || (Place == FaultPlace.BeforeLine && Number == NextNumber);

    /// <summary>Before a line. The server's is not sent; the client's has come, and is not looked at.</summary>
    public static FaultPoint BeforeLine(WireDirection direction, int number) => new(FaultPlace.BeforeLine, direction, FromOne(number));

    /// <summary>Before whatever line comes next, for a fault that is added while the server runs: as <see cref="BeforeLine"/>.</summary>
    public static FaultPoint NextLine(WireDirection direction) => new(FaultPlace.BeforeLine, direction, NextNumber);

    /// <summary>After a line. The server's has been sent; the client's takes effect, and nothing that the server says to it is sent.</summary>
    public static FaultPoint AfterLine(WireDirection direction, int number) => new(FaultPlace.AfterLine, direction, FromOne(number));

    /// <summary>After so many octets went one way, in the middle of a line or of a literal as it comes.</summary>
    public static FaultPoint AfterOctets(WireDirection direction, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(FaultPlace.AfterOctets, direction, count);
    }

    /// <summary>Before a command takes effect.</summary>
    /// <param name="name">Its first words, such as <c>UID STORE</c>, <c>DELE 3</c> or <c>RCPT TO</c>; case does not matter.</param>
    /// <param name="occurrence">Which of those commands, counted from 1 over all sessions.</param>
    public static FaultPoint Command(string name, int occurrence = 1) =>
        new(FaultPlace.Command, WireDirection.ToServer, FromOne(occurrence), name);

    /// <summary>Before the reply to a command that has taken effect; a request to go on, such as IMAP's <c>+</c>, is none.</summary>
    /// <inheritdoc cref="Command"/>
    public static FaultPoint Reply(string name, int occurrence = 1) =>
        new(FaultPlace.Reply, WireDirection.ToClient, FromOne(occurrence), name);

    /// <summary>Before the line that says how a command ended: the tagged one in IMAP, the first of the reply otherwise.</summary>
    /// <inheritdoc cref="Command"/>
    public static FaultPoint Status(string name, int occurrence = 1) =>
        new(FaultPlace.Status, WireDirection.ToClient, FromOne(occurrence), name);

    /// <summary>The place, in words.</summary>
    public override string ToString()
    {
        var side = Direction == WireDirection.ToServer ? "client's" : "server's";
        var which = Number > 1 ? $" no. {Number}" : "";
        return Place switch
        {
            FaultPlace.Connecting => "on connecting",
            FaultPlace.BeforeLine when Number == NextNumber => $"before the {side} next line",
            FaultPlace.BeforeLine => $"before the {side} line {Number}",
            FaultPlace.AfterLine => $"after the {side} line {Number}",
            FaultPlace.AfterOctets => $"after {Number} of the {side} octets",
            FaultPlace.Command => $"before {CommandName}{which} takes effect",
            FaultPlace.Reply => $"before the reply to {CommandName}{which}",
            _ => $"before the status of {CommandName}{which}",
        };
    }

    static int FromOne(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return number;
    }
}
