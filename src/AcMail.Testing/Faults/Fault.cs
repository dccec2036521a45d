namespace AcMail.Testing;

/// <summary>
/// Something that goes wrong at one place of a connection. It strikes once, in the first session that comes to the place, unless
/// <see cref="In"/> and <see cref="Repeats"/> say otherwise.
/// </summary>
public sealed record Fault
{
    Fault(FaultPoint point, FaultAction action) => (Point, Action) = (point, action);

    /// <summary>Where it strikes.</summary>
    public FaultPoint Point { get; }

    /// <summary>Whether it strikes every time that its place is reached, in all sessions that it may strike in.</summary>
    /// <value>The default is <see langword="false"/>, but for <see cref="Slow"/>.</value>
    public bool Repeats { get; init; }

    internal FaultAction Action { get; }

    internal WireProtocol? Protocol { get; init; }

    internal int? Session { get; init; }

    /// <summary>Ends the connection.</summary>
    public static Fault Cut(FaultPoint point) => new(point, new FaultAction.Cut());

    /// <summary>Ends a connection as it comes, before the greeting.</summary>
    public static Fault Refuse() => Cut(FaultPoint.Connecting);

    /// <summary>Ends the connection before a command takes effect.</summary>
    /// <inheritdoc cref="FaultPoint.Command"/>
    public static Fault LoseCommand(string name, int occurrence = 1) => Cut(FaultPoint.Command(name, occurrence));

    /// <summary>Ends the connection after a command has taken effect, before its reply.</summary>
    /// <inheritdoc cref="FaultPoint.Command"/>
    public static Fault LoseReply(string name, int occurrence = 1) => Cut(FaultPoint.Reply(name, occurrence));

    /// <summary>
    /// Stops the connection for good, and leaves it open: nothing more comes from the server, and what the client sends is lost, as if every
    /// packet were dropped. The session ends when the client hangs up.
    /// </summary>
    public static Fault Stall(FaultPoint point) => new(point, new FaultAction.Stall(null, null));

    /// <summary>Stops the connection until <paramref name="until"/> ends; what the client sends waits, as far as there is room for it.</summary>
    public static Fault Stall(FaultPoint point, Task until) => new(point, new FaultAction.Stall(null, until));

    /// <summary>Stops the connection for some time of the server's clock; what the client sends waits, as far as there is room for it.</summary>
    public static Fault Stall(FaultPoint point, TimeSpan duration) => new(point, new FaultAction.Stall(duration, null));

    /// <summary>Sends <paramref name="text"/> in place of a line of the server; an empty text leaves the line out.</summary>
    /// <param name="number">Which line, from 1, which is the greeting.</param>
    /// <param name="text">The line, without its end; it may hold several.</param>
    public static Fault ReplaceLine(int number, string text) =>
        new(FaultPoint.BeforeLine(WireDirection.ToClient, number), new FaultAction.Replace(text));

    /// <summary>Lets a command take effect, and tells the client something else.</summary>
    /// <param name="name">The command's first words.</param>
    /// <param name="text">What replaces the line that says how it ended; in IMAP what follows the tag.</param>
    /// <param name="occurrence">Which of those commands, counted from 1 over all sessions.</param>
    public static Fault ReplaceReply(string name, string text, int occurrence = 1) =>
        new(FaultPoint.Status(name, occurrence), new FaultAction.Replace(text));

    /// <summary>Answers a command without executing it.</summary>
    /// <param name="name">The command's first words.</param>
    /// <param name="text">The answer; in IMAP what follows the tag, such as <c>NO [OVERQUOTA] Full.</c></param>
    /// <param name="occurrence">Which of those commands, counted from 1 over all sessions.</param>
    public static Fault Answer(string name, string text, int occurrence = 1) =>
        new(FaultPoint.Command(name, occurrence), new FaultAction.Answer(text));

    /// <summary>Makes connections slow, by the server's clock; all of them, as long as it stands.</summary>
    /// <param name="latency">What each round trip takes longer.</param>
    /// <param name="octetsPerSecond">How many octets pass in a second, to either side; no limit by default.</param>
    public static Fault Slow(TimeSpan latency, int? octetsPerSecond = null) =>
        new(FaultPoint.Connecting, new FaultAction.Slow(latency, octetsPerSecond)) { Repeats = true };

    /// <summary>The same fault, which strikes in sessions of one protocol only.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="session">Which connection of that protocol, from 1; any by default.</param>
    public Fault In(WireProtocol protocol, int? session = null) => this with { Protocol = protocol, Session = session };

    /// <summary>The fault, in words.</summary>
    public override string ToString()
    {
        var session = (Protocol, Session) switch
        {
            (null, _) => "",
            ({ } protocol, null) => $" of {protocol}",
            ({ } protocol, { } number) => $" of {protocol} session {number}",
        };
        return $"{Action} {Point}{session}" + (Repeats ? ", every time" : "");
    }
}
