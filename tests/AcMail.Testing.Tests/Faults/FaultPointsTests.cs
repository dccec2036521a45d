using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Faults;

public sealed class FaultPointsTests
{
    const string Scenario = "a1 ONE\r\na2 APPEND {10}\r\n0123456789\r\na3 APPEND {4+}\r\nabcd\r\n";

    [Fact]
    public async Task Every_cut_of_a_scenario_strikes_and_leaves_the_client_with_the_beginning()
    {
        var (clean, all, applied) = await RunAsync();
        var faults = FaultPoints.Of(clean, FaultKinds.Cuts | FaultKinds.CutAfterOctet);
        faults.Count.ShouldBeGreaterThan(120);
        foreach (var fault in faults)
        {
            await using var session = new EchoSession(faults: fault);
            var heard = await session.SayAllAsync(Scenario);
            all.ShouldStartWith(heard, Case.Sensitive, fault.ToString());
            applied.Take(session.Applied.Count).ShouldBe(session.Applied, fault.ToString());
            session.Faults.Struck.ShouldBe([fault]);
        }
    }

    [Fact]
    public async Task A_run_with_a_fault_is_the_same_every_time()
    {
        var (clean, _, _) = await RunAsync();
        foreach (var fault in FaultPoints.Of(clean, FaultKinds.LoseReply | FaultKinds.CutInsideOctets))
        {
            var (first, heard, applied) = await RunAsync(fault);
            var (second, heardAgain, appliedAgain) = await RunAsync(fault);
            heardAgain.ShouldBe(heard);
            appliedAgain.ShouldBe(applied);
            second.ToString().ShouldBe(first.ToString());
        }
    }

    [Fact]
    public async Task Faults_are_of_the_kinds_that_were_asked_for()
    {
        var (clean, _, _) = await RunAsync();
        FaultPoints.Of(clean, FaultKinds.Refuse).Single().ToString().ShouldBe("cut on connecting of Imap session 1");
        FaultPoints.Of(clean, FaultKinds.CutInsideOctets).Select(f => f.ToString()).ShouldBe(
        [
            "cut after 29 of the client's octets of Imap session 1",
            "cut after 54 of the client's octets of Imap session 1",
        ]);
        FaultPoints.Of(clean, FaultKinds.LoseCommand).Count.ShouldBe(clean.ClientLines.Count);
        FaultPoints.Of(clean, FaultKinds.CutBeforeLine).Count.ShouldBe(clean.ServerLines.Count);
        FaultPoints.Of(clean, FaultKinds.Stall).Count.ShouldBe(clean.ServerLines.Count);
        FaultPoints.Of(clean, FaultKinds.None).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transcript_with_gaps_is_refused_and_the_remedy_named()
    {
        await using var session = new EchoSession(limits: new(200, 100));
        await session.SayAllAsync(Scenario);
        Should.Throw<ArgumentException>(() => FaultPoints.Of(session.Transcript, FaultKinds.Cuts)).Message.ShouldContain("TranscriptLimit");
    }

    static async Task<(SessionTranscript Transcript, string Heard, IReadOnlyList<string> Applied)> RunAsync(params Fault[] faults)
    {
        await using var session = new EchoSession(time: new Microsoft.Extensions.Time.Testing.FakeTimeProvider(), faults: faults);
        var heard = await session.SayAllAsync(Scenario);
        return (session.Transcript, heard, session.Applied);
    }
}
