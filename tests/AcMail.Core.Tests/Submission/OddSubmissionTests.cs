using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Messages;
using CsCheck;
using MimeKit;

namespace AcMail.Tests;

/// <summary>Whatever is to be sent is sent, or refused with what is wrong with it; and nothing of it is left to wait.</summary>
public sealed class OddSubmissionTests
{
    static readonly string[] Addresses =
    [
        "zoe@ac-lyon.fr", "zoé@ac-lyon.fr", "zoe@académie.fr", "zoe@a\ufffe.fr", "zoe@a\ud800.fr", "zoe@-a.fr", "zoe@a..fr", "zoe@.fr", "zoe@xn--a",
        "zoe@[127.0.0.1]", "zoe@[é]", "\"z oe\"@ac-lyon.fr", "z oe@ac-lyon.fr", "zoe@ac lyon.fr", "zoe@", "@ac-lyon.fr", "zoe", "zoe@a\r\nRCPT TO:<b@c>",
        "zoe@a>b", "<zoe@a.fr>", "zoe@éé.é.é", "zoe@\u3002", "😀@😀.fr", "zoe@a@b.fr",
    ];

    static Gen<string> Address => Gen.Int[0, Addresses.Length - 1].Select(i => Addresses[i]);

    [Fact]
    public async Task Any_message_to_anybody_is_sent_or_refused() =>
        await Gen.Select(OddMessages.Any, Address.Array[1, 3], Address, Gen.Bool).SampleAsync(async (bytes, to, from, keepsOwn) =>
        {
            await using var world = new ImapFixture();
            var zoe = world.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
            await world.LetSendAsync();
            MimeMessage message;
            try
            {
                message = await MimeMessage.LoadAsync(new MemoryStream(bytes));
                if (!keepsOwn)
                {
                    message.To.Clear();
                    message.From.Clear();
                    message.To.AddRange(to.Select(a => new MailboxAddress("", a)));
                    message.From.Add(new MailboxAddress("D", from));
                }
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                return;
            }

            try
            {
                var report = await world.Account.Sender.SendAsync(message);
                report.Failure?.Kind.ShouldNotBe(MailErrorKind.Unexpected, report.Failure.ToString());
                report.SentCopyFailure?.Kind.ShouldNotBe(MailErrorKind.Unexpected, report.SentCopyFailure.ToString());
                zoe.Inbox.Messages.Count.ShouldBe(report.Recipients.Any(r => r.Address == "zoe@ac-lyon.fr" && r.Failure is null) ? 1 : 0);
            }
            catch (MailException e)
            {
                e.Failure.Kind.ShouldNotBe(MailErrorKind.Unexpected, e.Failure.ToString());
            }

            (await world.Account.Sender.GetOutboxAsync()).ShouldAllBe(e => e.State == OutboxState.Rejected);
        }, iter: 100);
}
