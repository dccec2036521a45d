using System.Collections.Concurrent;
using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Core.Tests.Imap.Convergence;

/// <summary>
/// Everybody at one account at once: two processes, of each several who act, read, search, synchronise and compact; another client; and somebody who follows the
/// changes.
/// </summary>
sealed class Crowd : IAsyncDisposable
{
    static readonly string[] Boxes = ["INBOX", "Archives", "Classes", "Classes/6e"];

    /// <summary>What a person is told at once, where somebody else was faster; nothing was changed.</summary>
    static readonly MailErrorKind[] Overtaken = [MailErrorKind.MessageNotFound, MailErrorKind.Busy];

    readonly ConcurrentDictionary<string, int> _least = [], _most = [];
    readonly ServiceProvider _anotherProcess;
    readonly Dictionary<long, MessageInfo> _followed = [];
    long _revision;
    int _messages;

    public Crowd(string without)
    {
        Imap = new(without) { KeepsConnection = true };
        _anotherProcess = Imap.BuildAnother();
        foreach (var box in Boxes.Skip(1)) Imap.User.CreateMailbox(box);
        for (var i = 0; i < 20; i++) Deliver(Boxes[i % Boxes.Length]);
    }

    public ImapFixture Imap { get; }

    IMailAccount Another => _anotherProcess.GetRequiredKeyedService<IMailAccount>("pro");

    public async Task LiveAsync(int seed)
    {
        await Imap.SyncWellAsync();
        _revision = (await Imap.Account.Replica.GetChangesAsync(0, 1)).Revision;
        foreach (var message in await Imap.ListAsync()) _followed.Add(message.Id, message);
        var isOver = false;
        var following = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver)) await FollowAsync(Another);
        });
        await Task.WhenAll(Enumerable.Range(0, 7).Select(n => Task.Run(() => BusyAsync(n, new(seed * 7 + n)))));
        Volatile.Write(ref isOver, true);
        await following;
    }

    /// <summary>Both sides are equal, every message is where it may be, and who followed the changes knows all of it.</summary>
    public async Task ShouldEndWellAsync()
    {
        await Imap.SyncAsync();
        await Imap.SyncWellAsync();
        await Imap.ShouldRestAsync();
        (await Imap.DistrustsAsync()).ShouldBeEmpty();
        var held = await Imap.ListAsync();
        var counts = held.CountBy(m => m.Headers.Subject).ToDictionary();
        foreach (var (subject, least) in _least) counts.GetValueOrDefault(subject).ShouldBeInRange(least, _most[subject], subject);
        while (await FollowAsync(Imap.Account))
        {
        }

        Lines(_followed.Values).ShouldBe(Lines(held));

        static IEnumerable<string> Lines(IEnumerable<MessageInfo> messages) => messages.OrderBy(m => m.Id).Select(m => $"{m.Id} {m.Mailbox} {m.Uid} {m.Flags}");
    }

    public async ValueTask DisposeAsync()
    {
        await _anotherProcess.DisposeAsync();
        await Imap.DisposeAsync();
    }

    async Task BusyAsync(int number, Random random)
    {
        for (var i = 0; i < 60; i++)
        {
            await Task.Delay(random.Next(8));
            var account = number % 2 == 0 ? Imap.Account : Another;
            try
            {
                if (number == 0) ActRemotely(random);
                else if (number < 3) (await account.SynchronizeAsync()).Failure?.Kind.ShouldBe(MailErrorKind.Busy);
                else if (number == 3 && i % 4 == 0) await Imap.CompactAsync();
                else await ActAsync(account, random);
            }
            catch (MailException e) when (Overtaken.Contains(e.Failure.Kind))
            {
            }
        }
    }

    async Task ActAsync(IMailAccount account, Random random)
    {
        var (actions, target) = (account.Replica.Actions, Boxes[random.Next(Boxes.Length)]);
        var messages = await account.Replica.ListAsync(new() { Limit = 30 }).ToListAsync();
        var message = messages.Count == 0 ? null : messages[random.Next(messages.Count)];
        var (id, subject) = (message?.Id ?? 0, message?.Headers.Subject ?? "");
        switch (random.Next(message is null ? 2 : 10))
        {
            case 0:
                using (var content = new MemoryStream(ImapFixture.Message(Next()))) await actions.AppendAsync(new(content) { Mailbox = target });
                break;
            case 1:
                await account.Replica.IndexAsync();
                await account.Replica.ListAsync(new() { Text = $"body {random.Next(_messages)}" }).ToListAsync();
                break;
            case 2 or 3:
                await actions.MarkAsync([id], ImapFixture.Flags(random.Next(2) == 0 ? "\\Seen" : "k1"), ImapFixture.Flags("\\Flagged"));
                break;
            case 4 or 5:
                await actions.MoveAsync([id], target);
                break;
            case 6:
                _most.AddOrUpdate(subject, 2, (_, most) => most + 1);
                await actions.CopyAsync([id], target);
                break;
            case 7:
                _least[subject] = 0;
                await actions.DeleteAsync([id], forGood: random.Next(2) == 0);
                break;
            case 8:
                // An upload that is taken back is gone.
                _least[subject] = 0;
                await actions.UndoAsync([id]);
                break;
            default:
                await using (var content = await account.Replica.OpenContentAsync(id)) await content.CopyToAsync(Stream.Null);
                await account.Replica.GetThreadAsync(id);
                break;
        }
    }

    void ActRemotely(Random random)
    {
        var source = Imap.User.FindMailbox(Boxes[random.Next(Boxes.Length)])!;
        var message = source.Messages.Count < 3 ? null : source.Messages[random.Next(source.Messages.Count)];
        switch (random.Next(4))
        {
            case 1 when message is not null:
                source.SetFlags(message.Uid, message.Flags.With("k2"));
                break;
            case 2 when message is not null:
                _least[ImapFixture.SubjectOf(message)] = 0;
                source.Remove(message.Uid);
                break;
            case 3 when message is not null:
                // What is moved here at the same time may be in both places.
                _most.AddOrUpdate(ImapFixture.SubjectOf(message), 3, (_, most) => most + 2);
                Imap.User.FindMailbox(Boxes[random.Next(Boxes.Length)])!.Add(message.Content, message.Flags, message.InternalDate);
                source.Remove(message.Uid);
                break;
            default:
                Deliver(source.Name);
                break;
        }
    }

    /// <summary>Follows the changes a little further; returns whether there may be more.</summary>
    async Task<bool> FollowAsync(IMailAccount account)
    {
        var page = await account.Replica.GetChangesAsync(_revision, 7);
        page.IsBehind.ShouldBeFalse();
        foreach (var change in page.Changes)
        {
            if (change is MessageArrived { Message: var arrived }) _followed[arrived.Id] = arrived;
            else if (change is MessageChanged { Message: var changed }) _followed[changed.Id] = changed;
            else if (change is MessageRemoved { Id: var removed }) _followed.Remove(removed);
        }

        var goesOn = page.Revision != _revision;
        _revision = page.Revision;
        return goesOn;
    }

    void Deliver(string mailbox) => Imap.Deliver(1, mailbox, first: Next());

    int Next()
    {
        var number = Interlocked.Increment(ref _messages);
        (_least[$"message {number}"], _most[$"message {number}"]) = (1, 1);
        return number;
    }
}
