using System.Globalization;
using System.Text.RegularExpressions;
using AcMail.Core.Tests.Imap.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace AcMail.Tests;

public sealed class SentCopyTests : IAsyncDisposable
{
    readonly MemoryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    int _appended;

    static MimeMessage Message() => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = "Bonjour" });

    /// <summary>An IMAP server that takes APPENDs and finds <paramref name="found"/> messages by search.</summary>
    Func<ScriptedConnection, Task> Imap(string mailbox, int found = 0) => async c =>
    {
        await c.SayAsync("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS LITERAL+] ready");
        while (await c.HearAsync() is { } line)
        {
            var tag = line.Split(' ')[0];
            if (Regex.Match(line, @"\{(\d+)\+\}$") is { Success: true } literal)
            {
                line.ShouldContain(@"(\Seen)");
                for (var left = int.Parse(literal.Groups[1].Value, CultureInfo.InvariantCulture); left > 0;) left -= (await c.HearAsync())!.Length + 2;
                await c.HearAsync();
                await c.SayAsync($"{tag} OK [APPENDUID 7 {12 + _appended++}] done");
            }
            else if (line.Contains("SEARCH", StringComparison.Ordinal)) await c.SayAsync($"* SEARCH{(found > 0 ? " 5" : "")}\r\n{tag} OK done");
            else if (line.Contains("LIST", StringComparison.Ordinal)) await c.SayAsync($"* LIST () \"/\" INBOX\r\n* LIST () \"/\" \"{mailbox}\"\r\n{tag} OK done");
            else if (line.Contains("EXAMINE", StringComparison.Ordinal)) await c.SayAsync($"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 12] n\r\n{tag} OK [READ-ONLY] done");
            else await c.SayAsync($"{tag} OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS LITERAL+] done");
        }
    };

    MailSender Sender(ScriptedServer smtp, ScriptedServer imap) => new(
        Some.Account(imap.Endpoint(ServerProtocol.Imap), smtp.Endpoint(ServerProtocol.Smtp)), _ => new(_store), Some.Connector(), TimeProvider.System, NullLogger.Instance);

    [Theory]
    [InlineData("Sent")]
    [InlineData("&AMk-l&AOk-ments envoy&AOk-s")]
    [InlineData("E&AwE-le&AwE-ments envoye&AwE-s")]
    public async Task The_copy_goes_by_append_to_the_mailbox_that_a_person_would_name(string wireName)
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var imap = new ScriptedServer(Imap(wireName));
        await using var sender = Sender(smtp, imap);
        for (var i = 0; i < 3; i++)
        {
            var report = await sender.SendAsync(Message(), Some.Token);
            report.SentCopyFailure.ShouldBeNull();
            report.SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
        }

        (_appended, imap.Connections).ShouldBe((3, 1));
        _store.States.Take(3).ShouldBe([OutboxState.Sending, OutboxState.SentCopyPending, OutboxState.Done]);
    }

    [Fact]
    public async Task A_copy_that_the_server_filed_itself_is_not_doubled()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var imap = new ScriptedServer(Imap("Sent", found: 1));
        await using var sender = Sender(smtp, imap);
        (await sender.SendAsync(Message(), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
        _appended.ShouldBe(0);
    }

    [Fact]
    public async Task Without_any_mailbox_for_sent_messages_the_failure_says_so()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var imap = new ScriptedServer(Imap("Projets"));
        await using var sender = Sender(smtp, imap);
        (await sender.SendAsync(Message(), Some.Token)).SentCopyFailure?.Kind.ShouldBe(MailErrorKind.MailboxNotFound);
    }

    [Fact]
    public async Task Where_the_server_tells_of_no_hierarchy_and_of_no_mailbox_for_sent_messages_the_failure_says_so()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var imap = new ScriptedServer(async c =>
        {
            const string Can = "[CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS LITERAL+]";
            await c.SayAsync($"* OK {Can} ready");
            while (await c.HearAsync() is { } line)
                await c.SayAsync($"{(line.EndsWith("INBOX", StringComparison.Ordinal) ? "* LIST () \"/\" INBOX\r\n" : "")}{line.Split(' ')[0]} OK {Can} done");
        });
        await using var sender = Sender(smtp, imap);
        (await sender.SendAsync(Message(), Some.Token)).SentCopyFailure!.Kind.ShouldBe(MailErrorKind.MailboxNotFound);
    }

    [Fact]
    public async Task A_copy_of_another_message_whose_id_ends_alike_is_not_taken_for_this_one()
    {
        await using var world = new ImapFixture();
        world.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        await world.LetSendAsync();
        foreach (var id in (string[])["21@ac-lyon.fr", "1@ac-lyon.fr", "1@ac-lyon.fr"])
        {
            var message = Message();
            message.MessageId = id;
            (await world.Account.Sender.SendAsync(message, Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
            await world.RestartAsync();
        }

        world.User.Mailboxes.Sum(m => m.Messages.Count).ShouldBe(2);
    }
}
