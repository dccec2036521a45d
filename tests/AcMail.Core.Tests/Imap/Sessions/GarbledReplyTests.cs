using AcMail.Core.Tests.Support;
using AcMail.Testing;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>One line of the server's comes otherwise than it was said.</summary>
public sealed class GarbledReplyTests
{
    /// <summary>Without its number, and with 0 or 4294967295 as its number.</summary>
    static readonly Garbled[] Numberless = [new(0, 7, 1, 15), new(0, 8, 0, 5), new(0, 8, 0, 23)];

    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task A_garbled_line_costs_no_message_and_is_no_surprise(string without) =>
        Garbled.Among(30).SampleAsync(garbled => SynchronizeAsync(without, garbled), iter: Histories.Asked ?? 25, threads: 4);

    [Theory]
    [MemberData(nameof(Rungs))]
    public Task A_fetch_that_tells_of_no_message_is_no_surprise(string without) =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2].Select(i => Numberless[i])).SampleAsync(
            (line, garbled) => SynchronizeAsync(without, p => p.Garble(garbled with { Line = line }, said => said.Contains(" FETCH (", StringComparison.Ordinal))),
            iter: Histories.Asked ?? 12,
            threads: 4);

    static Task SynchronizeAsync(string without, Garbled garbled) => SynchronizeAsync(without, p => p.Garble(garbled));

    static async Task SynchronizeAsync(string without, Action<GarblingProxy> garble)
    {
        MailServer? server = null;
        await using var proxy = new GarblingProxy(() => server!.ImapPort);
        await using var imap = new ImapFixture(without, o => o.Incoming.Port = proxy.Port) { KeepsConnection = true, AnswerTime = TimeSpan.FromSeconds(1) };
        (server, var inbox) = (imap.Server, imap.User.Inbox);
        imap.Deliver(5);
        imap.Deliver(3, "Cours", first: 100);
        await imap.SyncWellAsync();
        imap.Deliver(3, first: 50);
        imap.Deliver(1, "Photos", first: 200);
        inbox.SetFlags(1, FlagSet.Of("\\Seen", "$Label1"));
        inbox.Remove(2);
        await imap.MarkAsync(await imap.IdAsync(3), add: "\\Flagged");
        await imap.Actions.MoveAsync([await imap.IdAsync(4)], "Cours");
        var subjects = Subjects(imap);

        garble(proxy);
        ShouldBeExplained(await imap.SyncAsync());
        proxy.Say = line => line;
        var passes = 0;
        while ((await imap.SyncAsync()).Outcome != SyncOutcome.Completed) (++passes).ShouldBeLessThan(3);

        Subjects(imap).ShouldBe(subjects, ignoreOrder: true);
        (await imap.ListAsync()).Count.ShouldBe(subjects.Count);
    }

    static List<string> Subjects(ImapFixture imap) => [.. imap.User.Mailboxes.SelectMany(m => m.Messages).Select(ImapFixture.SubjectOf)];

    static void ShouldBeExplained(SyncReport report)
    {
        foreach (var failure in report.Problems.Select(p => p.Failure).Append(report.Failure)) failure?.Kind.ShouldNotBe(MailErrorKind.Unexpected, $"{failure}");
    }
}
