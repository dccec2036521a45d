using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace AcMail.Tests;

/// <summary>Whoever sends gives up where one of the servers falls silent.</summary>
public sealed class GivenUpTests : IAsyncDisposable
{
    readonly List<ImapFixture> _worlds = [];
    readonly FakeTimeProvider _time = new(new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Before_the_message_has_gone_out_it_is_not_sent_and_the_next_one_is()
    {
        foreach (var place in await PlacesAsync(WireProtocol.Smtp))
        {
            var (world, zoe) = await BeginAsync();

            await place.DoAsync(world.Server, cancel => world.Account.Sender.SendAsync(Message("given up"), cancel));

            (await world.Account.Sender.SendAsync(Message("next"), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted, place.ToString());
            zoe.Inbox.Messages.Select(ImapFixture.SubjectOf).ShouldBe(["next"], place.ToString());
            (await world.Account.Sender.GetOutboxAsync(Some.Token)).Select(e => e.State).ShouldBe([OutboxState.Rejected], place.ToString());
        }
    }

    [Fact]
    public async Task While_its_copy_is_filed_the_sender_waits_ten_seconds_for_it_and_the_next_pass_files_it_once()
    {
        foreach (var place in await PlacesAsync(WireProtocol.Imap))
        {
            var (world, zoe) = await BeginAsync();
            var silence = Fault.Stall(place.Point).In(place.Protocol, place.Session);
            world.Server.Faults.Add(silence);
            using var cancel = new CancellationTokenSource();
            var sending = world.Account.Sender.SendAsync(Message("one"), cancel.Token);
            await world.Server.Faults.WhenStruckAsync(silence);
            await cancel.CancelAsync();
            _time.Advance(TimeSpan.FromSeconds(9));
            sending.IsCompleted.ShouldBeFalse(place.ToString());
            _time.Advance(TimeSpan.FromSeconds(1));

            var report = await sending.WaitAsync(TimeSpan.FromSeconds(30), Some.Token);

            (report.Outcome, report.SentCopy).ShouldBe((SendOutcome.Accepted, SentCopyOutcome.Failed), place.ToString());
            world.Server.Faults.Clear();
            await world.SyncWellAsync();
            zoe.Inbox.Messages.Count.ShouldBe(1, place.ToString());
            world.User.FindMailbox("Sent")!.Messages.Count.ShouldBe(1, place.ToString());
            (await world.Account.Sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty(place.ToString());
        }
    }

    [Fact]
    public async Task A_pass_that_is_given_up_while_it_files_a_copy_says_so_and_the_next_one_files_it_once()
    {
        var (world, _) = await BeginAsync();
        world.Server.Faults.Add(Fault.Answer("APPEND", "NO [UNAVAILABLE] Later."));
        (await world.Account.Sender.SendAsync(Message("one"), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.Failed);
        foreach (var point in (FaultPoint[])[FaultPoint.Command("APPEND"), FaultPoint.Reply("APPEND")])
        {
            var silence = Fault.Stall(point);
            world.Server.Faults.Add(silence);
            using var cancel = new CancellationTokenSource();
            var pass = world.SyncAsync(cancel.Token);
            (await Task.WhenAny(pass, world.Server.Faults.WhenStruckAsync(silence))).ShouldNotBeSameAs(pass);
            await cancel.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => pass.WaitAsync(TimeSpan.FromSeconds(30), Some.Token));
        }

        await world.SyncWellAsync();
        world.User.FindMailbox("Sent")!.Messages.Count.ShouldBe(1);
        (await world.Account.Sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var world in _worlds) await world.DisposeAsync();
    }

    /// <summary>Where they may fall silent, before the answer to the message itself.</summary>
    async Task<IReadOnlyList<GivingUp>> PlacesAsync(WireProtocol protocol)
    {
        var (calm, _) = await BeginAsync();
        await calm.Account.Sender.SendAsync(Message("calm"), Some.Token);
        List<GivingUp> places = [.. GivingUp.Places(calm.Server.Sessions.Where(s => s.Protocol == protocol))];
        places.Count.ShouldBeGreaterThan(15);
        return protocol == WireProtocol.Imap ? places : [.. places.SkipLast(2)];
    }

    async Task<(ImapFixture World, ServerUser Recipient)> BeginAsync()
    {
        var world = new ImapFixture(time: _time);
        _worlds.Add(world);
        world.User.CreateMailbox("Sent", "\\Sent");
        await world.LetSendAsync();
        return (world, world.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr"));
    }

    static MimeMessage Message(string subject) => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], subject, new TextPart("plain") { Text = "x" });
}
