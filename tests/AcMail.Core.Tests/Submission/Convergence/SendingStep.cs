using CsCheck;

namespace AcMail.Tests;

/// <summary>What happens next in a history. What the numbers stand for depends on what there is by then: they choose among it.</summary>
/// <param name="Event">What.</param>
/// <param name="During">What the program does meanwhile, where something goes wrong.</param>
/// <param name="One">A choice.</param>
/// <param name="Other">Another one.</param>
/// <param name="Yes">A third.</param>
sealed record SendingStep(SendingEvent Event, SendingEvent During, int One, int Other, bool Yes)
{
    static readonly Gen<SendingEvent> Events = Gen.Frequency(
        (5, Gen.Const(SendingEvent.Send)), (2, Gen.Const(SendingEvent.SendOnce)), (3, Gen.Const(SendingEvent.GiveAgain)), (3, Gen.Const(SendingEvent.Flush)), (3, Gen.Const(SendingEvent.Sync)), (2, Gen.Const(SendingEvent.Retry)),
        (1, Gen.Const(SendingEvent.Discard)), (3, Gen.Const(SendingEvent.Cut)), (4, Gen.Const(SendingEvent.Lost)), (5, Gen.Const(SendingEvent.Kill)), (4, Gen.Const(SendingEvent.GiveUp)),
        (4, Gen.Const(SendingEvent.Meanwhile)), (1, Gen.Const(SendingEvent.Restart)), (1, Gen.Const(SendingEvent.Rebuild)),
        (2, Gen.Const(SendingEvent.Full)), (1, Gen.Const(SendingEvent.Room)), (1, Gen.Const(SendingEvent.SentRenamed)),
        (1, Gen.Const(SendingEvent.SentRemoved)), (1, Gen.Const(SendingEvent.Hours)));

    static readonly Gen<SendingEvent> Doings = Gen.Frequency(
        (3, Gen.Const(SendingEvent.Send)), (2, Gen.Const(SendingEvent.SendOnce)), (2, Gen.Const(SendingEvent.GiveAgain)), (3, Gen.Const(SendingEvent.Flush)), (2, Gen.Const(SendingEvent.Sync)), (1, Gen.Const(SendingEvent.Retry)));

    public static Gen<SendingStep[]> Histories { get; } = Gen.Select(Events, Doings, Gen.Int[0, 30], Gen.Int[0, 30], Gen.Bool)
        .Select((happened, during, one, other, yes) => new SendingStep(happened, during, one, other, yes)).Array[2, 16];

    /// <summary>Whether it may happen in the middle of what the program does.</summary>
    public bool IsAct => Event is SendingEvent.Send or SendingEvent.SendOnce or SendingEvent.GiveAgain or SendingEvent.Flush or SendingEvent.Sync or SendingEvent.Discard or SendingEvent.Full or SendingEvent.Room
        or SendingEvent.SentRenamed or SendingEvent.SentRemoved;

    public override string ToString() => $"{Event}({During}, {One}, {Other}, {(Yes ? "yes" : "no")})";
}

enum SendingEvent
{
    Send,
    SendOnce,

    /// <summary>What was sent once is given again, as by an application that does not know what became of it.</summary>
    GiveAgain,
    Flush,
    Sync,
    Retry,
    Discard,
    Cut,
    Lost,
    Kill,
    GiveUp,

    /// <summary>What the program does, in the middle of which what comes next in the history happens.</summary>
    Meanwhile,
    Restart,
    Rebuild,
    Full,
    Room,
    SentRenamed,
    SentRemoved,
    Hours,
}
