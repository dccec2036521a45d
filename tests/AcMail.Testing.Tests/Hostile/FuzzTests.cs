using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AcMail.Testing.Tests.Hostile;

/// <summary>ACMAIL_FUZZ_SECONDS says how long, for each protocol; ACMAIL_FUZZ_SEED where to begin.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(WireProtocol.Imap), InlineData(WireProtocol.Pop3), InlineData(WireProtocol.Smtp)]
    public async Task No_input_makes_the_server_fail(WireProtocol protocol)
    {
        var (started, seconds, seed) = (Stopwatch.GetTimestamp(), Number("ACMAIL_FUZZ_SECONDS", 3), Number("ACMAIL_FUZZ_SEED", 1));
        var (count, commands, octets) = (0, 0L, 0L);
        for (; Stopwatch.GetElapsedTime(started).TotalSeconds < seconds; count++)
        {
            await using var server = Start(FuzzProfiles.Pick(seed + (count * 3)));
            // Several at once on the same mailboxes.
            await Task.WhenAll(Enumerable.Range(0, 1 + (count % 3)).Select(session => SayAsync(server, protocol, seed + (count * 3) + session)));
            var errors = server.UnhandledErrors;
            if (errors.Count > 0)
                Assert.Fail($"Seed {seed + (count * 3)}, {server.Profile}: {errors[0]}\n{string.Join("\n\n", server.Sessions)}");
            var cost = server.Counters;
            commands += cost.Imap.Commands + cost.Pop3.Commands + cost.Smtp.Commands;
            octets += cost.Imap.OctetsIn + cost.Pop3.OctetsIn + cost.Smtp.OctetsIn;
        }

        output.WriteLine($"{protocol}: {count} servers, {commands} commands, {octets / 1e6:F1} MB in {seconds} s, seeds {seed} to {seed + (count * 3)}");
        count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Equal_seeds_make_equal_input() =>
        new Fuzzer(7, WireProtocol.Imap).Conversation().Select(p => Encoding.Latin1.GetString(p.Span))
            .ShouldBe(new Fuzzer(7, WireProtocol.Imap).Conversation().Select(p => Encoding.Latin1.GetString(p.Span)));

    static Task SayAsync(MailServer server, WireProtocol protocol, int seed) =>
        HostileClient.SayAsync(server, protocol, new Fuzzer(seed, protocol).Conversation(), _ => { });

    static MailServer Start(ServerProfile profile)
    {
        var server = MailServer.Start(o => o.Profile = profile);
        var user = server.AddUser("dmartin");
        if (user.FindMailbox("Sent") is null) user.CreateMailbox("Sent", @"\Sent");
        for (var i = 0; i < 9; i++)
        {
            user.Inbox.Add(Encoding.UTF8.GetBytes(
                $"From: Jeanne <j@x>\r\nTo: dmartin@localhost\r\nSubject: {i} é\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\n.one\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\ntwo\r\n--b--\r\n"));
        }

        return server;
    }

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
