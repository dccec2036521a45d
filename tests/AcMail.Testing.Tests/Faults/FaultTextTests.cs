namespace AcMail.Testing.Tests.Faults;

public sealed class FaultTextTests
{
    [Fact]
    public void A_fault_says_in_words_what_it_does_and_where()
    {
        string[] texts =
        [
            .. new[]
            {
                Fault.Refuse(),
                Fault.Cut(FaultPoint.BeforeLine(WireDirection.ToClient, 12)).In(WireProtocol.Imap, session: 2),
                Fault.Cut(FaultPoint.AfterOctets(WireDirection.ToServer, 300)).In(WireProtocol.Smtp),
                Fault.LoseCommand("UID STORE"),
                Fault.LoseReply("DELE", occurrence: 3),
                Fault.Stall(FaultPoint.AfterLine(WireDirection.ToServer, 4)),
                Fault.Stall(FaultPoint.Status("NOOP"), TimeSpan.FromSeconds(30)),
                Fault.Stall(FaultPoint.NextLine(WireDirection.ToClient)),
                Fault.ReplaceLine(1, "* BYE"),
                Fault.Answer("APPEND", "NO full") with { Repeats = true },
                Fault.Slow(TimeSpan.FromMilliseconds(80), 9600),
            }.Select(f => f.ToString()),
        ];
        texts.ShouldBe(
        [
            "cut on connecting",
            "cut before the server's line 12 of Imap session 2",
            "cut after 300 of the client's octets of Smtp",
            "cut before UID STORE takes effect",
            "cut before the reply to DELE no. 3",
            "stall for good after the client's line 4",
            "stall for 00:00:30 before the status of NOOP",
            "stall for good before the server's next line",
            "replace by \"* BYE\" before the server's line 1",
            "answer \"NO full\" before APPEND takes effect, every time",
            "slow down, 80 ms a round trip, 9600 octets/s on connecting, every time",
        ]);
    }

    [Fact]
    public void Lines_and_occurrences_count_from_one()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => FaultPoint.BeforeLine(WireDirection.ToClient, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => FaultPoint.Command("NOOP", 0));
        Should.Throw<ArgumentOutOfRangeException>(() => FaultPoint.AfterOctets(WireDirection.ToClient, -1));
    }
}
