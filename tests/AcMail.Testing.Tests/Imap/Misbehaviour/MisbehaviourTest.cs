using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Misbehaviour;

/// <summary>A server that misbehaves in one way, with four messages in its inbox.</summary>
sealed class MisbehaviourTest : IAsyncDisposable
{
    public MisbehaviourTest(Func<ImapProfile, ImapProfile> change)
    {
        Server = MailServer.Start(o => o.Profile = ServerProfile.Full with { Imap = change(ServerProfile.Full.Imap) });
        User = Server.AddUser("dmartin");
        for (var i = 1; i <= 4; i++) User.Inbox.Add(SampleMessages.Octets($"Subject: {i}\n\ntext {i}\n"));
    }

    public MisbehaviourTest(ImapMisbehaviour misbehaviour, Repetition repetition = Repetition.Always)
        : this(p => p.Misbehaving(misbehaviour, repetition))
    {
    }

    public MailServer Server { get; }

    public ServerUser User { get; }

    public Task<ImapTalk> LoginAsync() => ImapTalk.LoginAsync(Server, User);

    public Task<ImapTalk> SelectAsync() => ImapTalk.SelectAsync(Server, User);

    /// <summary>What SELECT says, in one text.</summary>
    public async Task<string> SelectionAsync(string command = "SELECT INBOX")
    {
        await using var talk = await LoginAsync();
        return string.Join('\n', await talk.AskAsync(command));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
