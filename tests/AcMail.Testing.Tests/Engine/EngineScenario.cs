using System.Text;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Engine;

/// <summary>A life of a mailbox under the eyes of the engine: in order, then on a server that misbehaves, then in order again.</summary>
sealed class EngineScenario : IAsyncDisposable
{
    readonly ServerProfile _profile;
    readonly ServerMailbox _classes;
    int _lastMessage;
    int _lastFlagged;

    public EngineScenario(ServerProfile profile)
    {
        _profile = profile;
        Server = MailServer.Start(o => o.Profile = profile);
        User = Server.AddUser("dmartin");
        _classes = User.CreateMailbox($"{profile.Imap.PersonalPrefix}Élèves");
        for (var i = 0; i < 12; i++) User.Inbox.Add(NextMessage(), FlagSet.Of(@"\Seen"));
        for (var i = 0; i < 3; i++) _classes.Add(NextMessage());
        Engine = new(Server, User);
    }

    public MailServer Server { get; }

    public ServerUser User { get; }

    public EngineAccount Engine { get; }

    /// <summary>Synchronises in a session of its own; a failure is a value, and no exception leaves the engine.</summary>
    public async Task<SyncReport> SyncAsync()
    {
        await Engine.RestartAsync();
        return await Engine.Account.SynchronizeAsync();
    }

    public async Task ShouldBeEqualAsync() => (await Engine.DifferencesAsync(User)).ShouldBeEmpty();

    /// <summary>Synchronises once on a server that does <paramref name="wrong"/>, and shows that nothing was lost on either side.</summary>
    public async Task<SyncReport> SyncOnAsync(Func<ImapProfile, ImapProfile> wrong)
    {
        var held = await Engine.ContentAsync();
        Server.Profile = _profile with { Imap = wrong(_profile.Imap) };
        var before = OnServer();
        var report = await SyncAsync();
        Server.Profile = _profile;
        OnServer().ShouldBe(before, "the engine changed something on the server");

        var now = await Engine.ContentAsync();
        foreach (var mailbox in User.Mailboxes)
        {
            var there = mailbox.Messages.Select(m => Convert.ToHexString(m.Content.Span)).ToHashSet();
            held[mailbox.Name].Where(there.Contains).Except(now[mailbox.Name]).ShouldBeEmpty($"{mailbox.Name} lost what is on the server");
        }

        return report;
    }

    /// <summary>What other clients and senders do; each time to other messages, so that what was missed once is not made good by chance.</summary>
    public void LiveOn()
    {
        User.Inbox.Remove(User.Inbox.Messages[0].Uid);
        for (var i = 0; i < 3; i++)
        {
            User.Inbox.SetFlags(User.Inbox.Messages[_lastFlagged].Uid, FlagSet.Of(@"\Flagged", @"\Seen"));
            _lastFlagged++;
        }

        User.Inbox.Add(NextMessage());
        User.Inbox.Add(NextMessage(), FlagSet.Of("work"));
        _classes.Add(NextMessage());
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Server.DisposeAsync();
    }

    // By octets and flags: a server may renumber its mailboxes by itself.
    string[] OnServer() =>
        [.. User.Mailboxes.SelectMany(b => b.Messages.Select(m => $"{b.Name} [{m.Flags}] {Convert.ToHexString(m.Content.Span)}"))];

    byte[] NextMessage()
    {
        var number = ++_lastMessage;
        return number % 5 == 4
            ? Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(SampleMessages.Nested).Replace("nested@", $"nested{number}@", StringComparison.Ordinal))
            : SampleMessages.Octets($"Subject: =?utf-8?q?{number}_=C3=A9l=C3=A8ves?=\nMessage-ID: <{number}@example.org>\n\n{new string('x', number * 40)}\n");
    }
}
