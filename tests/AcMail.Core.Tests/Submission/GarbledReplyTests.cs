using System.Text.RegularExpressions;
using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;
using CsCheck;
using MimeKit;

namespace AcMail.Tests;

/// <summary>One line of a submission server's comes otherwise than it was said.</summary>
public sealed partial class GarbledReplyTests
{
    static readonly string[] Recipients = ["zoe@ac-lyon.fr", "louis@ac-lyon.fr"];

    static readonly Dictionary<string, Func<SmtpProfile, SmtpProfile>> Profiles = new()
    {
        ["everything"] = p => p,
        ["neither PIPELINING nor CHUNKING"] = p => p.Without("PIPELINING", "CHUNKING"),
    };

    public static TheoryData<string> Servers => [.. Profiles.Keys];

    [Theory]
    [MemberData(nameof(Servers))]
    public Task A_garbled_line_loses_no_message_and_doubles_none(string server) =>
        Garbled.Among(24).SampleAsync(garbled => SendAsync(Profiles[server], garbled), iter: Histories.Asked ?? 25, threads: 4);

    [Fact]
    public Task A_garbled_line_where_the_copy_is_filed_costs_no_copy_and_files_none_twice() =>
        Garbled.Among(40).SampleAsync(FileAsync, iter: Histories.Asked ?? 25, threads: 4);

    static async Task FileAsync(Garbled garbled)
    {
        MailServer? server = null;
        await using var proxy = new GarblingProxy(() => server!.ImapPort) { Patience = TimeSpan.FromMilliseconds(300) };
        var time = new AdjustableTime();
        await using var world = new ImapFixture(configure: o => o.Incoming.Port = proxy.Port, time: time) { KeepsConnection = true };
        server = world.Server;
        AddRecipients(server);
        await world.LetSendAsync();
        proxy.Garble(garbled);

        for (var i = 0; i < 3; i++)
        {
            var report = await world.Account.Sender.SendAsync(Message(i), Some.Token);
            report.Outcome.ShouldBe(SendOutcome.Accepted);
            report.SentCopyFailure?.Kind.ShouldNotBe(MailErrorKind.Unexpected, $"{report.SentCopyFailure}");
        }

        proxy.Say = line => line;
        time.Now += TimeSpan.FromHours(2);
        (await world.SyncAsync()).Failure.ShouldBeNull();
        await world.Account.Sender.FlushAsync(Some.Token);

        (await world.Account.Sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
        for (var i = 0; i < 3; i++) world.User.Mailboxes.Sum(m => m.Messages.Count(c => ImapFixture.SubjectOf(c) == Subject(i))).ShouldBe(1, Subject(i));
    }

    static async Task SendAsync(Func<SmtpProfile, SmtpProfile> profile, Garbled garbled)
    {
        MailServer? server = null;
        await using var proxy = new GarblingProxy(() => server!.SubmissionPort) { Patience = TimeSpan.FromMilliseconds(300) };
        var time = new AdjustableTime();
        await using var world = new ImapFixture(profile: p => p with { Smtp = profile(p.Smtp) }, time: time) { KeepsConnection = true };
        server = world.Server;
        var users = AddRecipients(server);
        await world.LetSendAsync(proxy.Port);
        proxy.Garble(garbled);

        var reports = new List<SendReport>();
        for (var i = 0; i < 3; i++) reports.Add(await world.Account.Sender.SendAsync(Message(i), Some.Token));
        proxy.Say = line => line;
        time.Now += TimeSpan.FromHours(2);
        reports.AddRange(await world.Account.Sender.FlushAsync(Some.Token));

        foreach (var failure in reports.SelectMany(r => r.Recipients.Select(x => x.Failure).Append(r.Failure)))
            failure?.Kind.ShouldNotBe(MailErrorKind.Unexpected, $"{failure}");
        var refuses = proxy.Heard is { } heard && Refusal().IsMatch(heard);
        var outbox = await world.Account.Sender.GetOutboxAsync(Some.Token);
        outbox.ShouldAllBe(e => e.State == OutboxState.Unknown || (refuses && e.State == OutboxState.Rejected));
        foreach (var (i, user) in Enumerable.Range(0, 3).SelectMany(i => users.Select(u => (i, u))))
        {
            var count = user.Inbox.Messages.Count(m => ImapFixture.SubjectOf(m) == Subject(i));
            if (!refuses) count.ShouldBeLessThanOrEqualTo(1, Subject(i));
            if (outbox.Any(e => e.Subject == Subject(i)) || (refuses && reports[i].Recipients.Any(r => r.Failure is not null))) continue;
            count.ShouldBeGreaterThan(0, Subject(i));
        }
    }

    /// <summary>A refusal that nobody can tell from one that was meant; or a size that no message may have.</summary>
    [GeneratedRegex(@"^[45]|\n[45]|SIZE")]
    private static partial Regex Refusal();

    static List<ServerUser> AddRecipients(MailServer server) =>
        [.. Recipients.Select(r => server.AddUser(r[..r.IndexOf('@', StringComparison.Ordinal)], "secret", r))];

    static string Subject(int number) => $"message {number}";

    static MimeMessage Message(int number) => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], Recipients.Select(r => new MailboxAddress("", r)), Subject(number), new TextPart("plain") { Text = "Bonjour" });
}
