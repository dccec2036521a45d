using System.Text;
using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Testing;
using static AcMail.Core.Tests.Migration.MovingMail;

namespace AcMail.Core.Tests.Migration;

/// <summary>POP3 does not tell when a message came: its header does, here and for the server that it is given to.</summary>
public sealed class MigratedDateTests
{
    const string Received = "Received: from a.fr by b.fr; Mon, 2 Sep 2019 08:30:00 +0200\r\nReceived: from c.fr by a.fr; Sun, 1 Sep 2019 07:00:00 +0200\r\n";

    static readonly DateTimeOffset Came = new(2019, 9, 2, 8, 30, 0, TimeSpan.FromHours(2)), Sent = new(2018, 5, 4, 9, 0, 0, TimeSpan.FromHours(2)),
        Meant = new(2017, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("")]
    [InlineData("UIDPLUS,MOVE")]
    public async Task What_is_uploaded_has_the_date_at_which_it_came(string without)
    {
        var time = new AdjustableTime();
        await using var mail = await CollectAsync(without, time);
        var collected = time.Now;
        (await ListAsync(mail)).ShouldSatisfyAllConditions(
            m => m["hop"].InternalDate.ShouldBe(Came), m => m["sender"].InternalDate.ShouldBe(Sent), m => m["nothing"].InternalDate.ShouldBe(collected));
        await mail.Actions.CopyAsync([(await ListAsync(mail))["hop"].Id], "Élèves");
        using (var content = new MemoryStream(Message("filed", Received)))
            await mail.Actions.AppendAsync(new(content) { Mailbox = "Élèves", InternalDate = Meant });
        time.Now += TimeSpan.FromTicks(1);
        var now = time.Now;
        using (var content = new MemoryStream(Message("noted", Received)))
            await mail.Actions.AppendAsync(new(content) { Mailbox = "Élèves" });
        time.Now += TimeSpan.FromDays(200);
        mail.Protocol = MailProtocol.Imap;
        await mail.RestartAsync();
        (await MigrateAsync(mail)).Sync.Problems.ShouldBeEmpty();
        mail.CountUploads().ShouldBe(6);
        var there = mail.User.Mailboxes.SelectMany(m => m.Messages).ToLookup(ImapFixture.SubjectOf, m => m.InternalDate.ToUniversalTime());
        there["hop"].ShouldBe([Came.ToUniversalTime(), Came.ToUniversalTime()]);
        there["sender"].ShouldBe([Sent.ToUniversalTime()]);
        there["nothing"].ShouldBe([collected]);
        there["filed"].ShouldBe([Meant.ToUniversalTime()]);
        there["noted"].ShouldHaveSingleItem().ShouldBe(now, TimeSpan.FromSeconds(1));
        (await ListAsync(mail))["sender"].InternalDate.ShouldBe(Sent);

        // What tells messages apart goes by the date, too: none is sent or held twice.
        await mail.ShouldAgreeAsync();
        await mail.ShouldRestWithoutReadingAsync();
        mail.User.Inbox.ChangeUidValidity(mail.User.Inbox.UidValidity + 1);
        await mail.SyncWellAsync();
        (await mail.ListAsync()).Count.ShouldBe(6);
        await mail.ShouldAgreeAsync();
        mail.CountUploads().ShouldBe(6);
    }

    [Fact]
    public async Task An_upload_whose_reply_is_lost_is_found_by_it_and_not_sent_twice()
    {
        await using var mail = await CollectAsync("", new());
        mail.Protocol = MailProtocol.Imap;
        await mail.RestartAsync();
        mail.Server.Faults.Add(Fault.LoseReply("APPEND", 2));
        await MigrateAsync(mail);
        await mail.SyncWellAsync();
        mail.User.Inbox.Messages.Count.ShouldBe(3);
        mail.CountUploads().ShouldBe(3);
        (await mail.ListAsync()).Count.ShouldBe(3);
        await mail.ShouldRestAsync();
    }

    /// <summary>An account that has collected, and deleted from the server, messages with more and less in their header.</summary>
    static async Task<ImapFixture> CollectAsync(string without, AdjustableTime time)
    {
        var mail = new ImapFixture(without, time: time, configure: o => o.Pop3.LeaveOnServer = LeaveOnServer.NotAtAll) { Protocol = MailProtocol.Pop3 };
        await mail.RestartAsync();
        mail.User.Inbox.Add(Message("hop", $"{Received}Date: Fri, 4 May 2018 09:00:00 +0200\r\n"));
        mail.User.Inbox.Add(Message("sender", "Received: from a.fr by b.fr; Fri, 1 Jan 2100 00:00:00 +0000\r\nDate: Fri, 4 May 2018 09:00:00 +0200\r\n"));
        mail.User.Inbox.Add(Message("nothing", "Date: un jour\r\n"));
        await mail.SyncWellAsync();
        mail.User.Inbox.Messages.ShouldBeEmpty();
        return mail;
    }

    static byte[] Message(string subject, string header) =>
        Encoding.UTF8.GetBytes($"{header}From: a@x.fr\r\nSubject: {subject}\r\nMessage-ID: <{subject}@x.fr>\r\n\r\n{subject}\r\n");

    static async Task<Dictionary<string, MessageInfo>> ListAsync(ImapFixture mail) =>
        (await mail.ListAsync()).GroupBy(m => m.Headers.Subject).ToDictionary(g => g.Key, g => g.First());
}
