using System.Globalization;
using System.Text;
using AcMail.Core.Tests.Support;
using AcMail.Sqlite;
using AcMail.Storage;
using AcMail.Testing;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>
/// An application with one IMAP account, a store on disk, and a server in this process that another client may change directly. Every pass has a session of
/// its own, unless <see cref="KeepsConnection"/> is set.
/// </summary>
sealed class ImapFixture : IAsyncDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("acmail-imap-").FullName;
    readonly IMailStoreProvider? _stores;
    readonly Action<IAcMailBuilder>? _register;
    Action<MailAccountOptions>? _configure;
    ServiceProvider _services;

    public ImapFixture(
        string without = "", Action<MailAccountOptions>? configure = null, Func<ServerProfile, ServerProfile>? profile = null,
        Action<IAcMailBuilder>? register = null, TimeProvider? time = null, IMailStoreProvider? stores = null)
    {
        (_configure, _register, _stores) = (configure, register, stores);
        Time = time ?? TimeProvider.System;
        Profile = ServerProfile.Full with { Imap = ServerProfile.Full.Imap.Without(without.Split(',', StringSplitOptions.RemoveEmptyEntries)) };
        if (profile is not null) Profile = profile(Profile);
        Server = MailServer.Start(o => (o.TranscriptLimit, o.Profile, o.Time) = (16 << 20, Profile, Time));
        User = Server.AddUser("dmartin");
        _services = Build();
    }

    /// <summary>The rungs of the capability ladder: which extensions the server lacks.</summary>
    public static IReadOnlyList<string> Rungs { get; } = ["", "QRESYNC", "CONDSTORE", "CONDSTORE,ESEARCH,LIST-STATUS,SPECIAL-USE,LIST-EXTENDED,NAMESPACE"];

    /// <summary>The same for what is done to the places of messages.</summary>
    public static IReadOnlyList<string> TransferRungs { get; } =
        ["", "MOVE", "UIDPLUS", "UIDPLUS,MOVE", "CONDSTORE,UIDPLUS,MOVE,LITERAL+,ESEARCH,LIST-STATUS,SPECIAL-USE,LIST-EXTENDED,NAMESPACE"];

    /// <summary>Whether the connection outlives a pass, as it does for an application.</summary>
    public bool KeepsConnection { get; init; }

    /// <summary>Whether a pass whose connection breaks goes on over another by itself, as it does for an application.</summary>
    public bool Reopens { get; init; } = true;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How the account is kept from the next restart on; the server offers both.</summary>
    public MailProtocol Protocol { get; set; } = MailProtocol.Imap;

    /// <summary>The rungs, each with the server's own ids of messages (OBJECTID) and without.</summary>
    public static TheoryData<string> RungsAndIdentities => [.. Rungs.SelectMany(r => (string[])[r, r.Length == 0 ? "OBJECTID" : $"{r},OBJECTID"])];

    /// <summary>The server as it is in order.</summary>
    public ServerProfile Profile { get; }

    public TimeProvider Time { get; }

    public MailServer Server { get; }

    /// <summary>Whose mailboxes the account mirrors; another's, after <see cref="GoToAsync"/>.</summary>
    public ServerUser User { get; private set; }

    public MortalStores Stores => (MortalStores)_services.GetRequiredService<IMailStoreProvider>();

    public IMailMigrator Migrator => _services.GetRequiredService<IMailMigrator>();

    public IMailActions Actions => Account.Replica.Actions;

    public IMailAccount Account => _services.GetRequiredKeyedService<IMailAccount>("pro");

    /// <summary>The dialogue of the latest session.</summary>
    public SessionTranscript LastSession => Server.Sessions[^1];

    public static byte[] Message(int number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"From: a@x.fr\r\nSubject: message {number}\r\nMessage-ID: <{number}@x.fr>\r\n\r\nbody {number}\r\n"));

    public void Deliver(int count, string mailbox = "INBOX", int first = 0)
    {
        var target = User.FindMailbox(mailbox) ?? User.CreateMailbox(mailbox);
        for (var i = 0; i < count; i++) target.Add(Message(first + i));
    }

    public Task<SyncReport> SyncAsync() => SyncAsync(TestContext.Current.CancellationToken);

    public async Task<SyncReport> SyncAsync(CancellationToken cancellationToken)
    {
        if (!KeepsConnection) await ((MailAccount)Account).HangUpAsync();
        return await Account.SynchronizeAsync(cancellationToken: cancellationToken);
    }

    public async Task<SyncReport> SyncWellAsync()
    {
        var report = await SyncAsync();
        report.Failure.ShouldBeNull(report.Failure?.ToString());
        report.Problems.ShouldBeEmpty(string.Join('\n', report.Problems));
        return report;
    }

    /// <summary>A pass that a fault of the wire or a kill may end.</summary>
    public async Task<SyncReport?> SyncIfPossibleAsync()
    {
        try
        {
            return await SyncAsync();
        }
        catch (KilledException)
        {
            return null;
        }
    }

    /// <summary>What the replica remembers that the server is not trusted with.</summary>
    public async Task<IReadOnlyList<Distrust>> DistrustsAsync()
    {
        await using var store = await Stores.OpenAsync("pro");
        return (await store.Sync.GetMemoryAsync()).Distrusts;
    }

    /// <summary>The bytes that are held of a message, whether they are all of it or not.</summary>
    public async Task<byte[]> HeldBytesAsync(long id)
    {
        await using var store = await Stores.OpenAsync("pro");
        await using var content = await store.Content.OpenReadAsync((await store.Reader.FindAsync(id))!.Content);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>Proves that there is nothing left to do, and opens no message.</summary>
    public async Task ShouldRestWithoutReadingAsync()
    {
        var report = await SyncWellAsync();
        report.Mailboxes.ShouldAllBe(m => m.Added + m.FlagsChanged + m.Removed + m.Uploaded + m.Failed == 0);
        BodiesGiven.ShouldBe(0);
    }

    /// <summary>The messages that the server does not give out.</summary>
    public async Task<IReadOnlyList<QuarantinedMessage>> QuarantineAsync()
    {
        await using var store = await Stores.OpenAsync("pro");
        return (await store.Sync.GetMemoryAsync()).Quarantine;
    }

    public Task CompactAsync() =>
        Histories.CompactAsync((_stores as InMemoryMailStoreProvider)?.Maintenance ?? _services.GetRequiredService<IStoreMaintenance>(), "pro");

    /// <summary>Makes the state anew from the packs.</summary>
    public async Task RebuildAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
        await _services.GetRequiredService<IStoreMaintenance>().RebuildAsync("pro");
    }

    /// <summary>Lets the replica believe that it knows the inbox up to <paramref name="modSeq"/>.</summary>
    public async Task PretendCheckpointAsync(ulong modSeq)
    {
        await using var store = await Stores.OpenAsync("pro");
        var inbox = (await store.Reader.GetMailboxesAsync()).Single(m => m.Role == MailboxRole.Inbox);
        await store.CommitAsync([new MailboxCheckpointed(inbox.Name, inbox.Checkpoint! with { HighestModSeq = modSeq, ChangedSince = modSeq })]);
    }

    /// <summary>Ends the connection at <paramref name="fault"/>, and has no other opened after it.</summary>
    public async Task SyncUntilAsync(Fault fault)
    {
        Server.Faults.Add(fault);
        for (var later = 1; later < 5; later++) Server.Faults.Add(Fault.Refuse().In(WireProtocol.Imap, Server.Sessions.Count + 1 + later));
        (await SyncAsync()).Outcome.ShouldBe(SyncOutcome.Failed);
        Server.Faults.Clear();
    }

    /// <summary>Another client's connection.</summary>
    public async Task<ImapClient> OtherClientAsync()
    {
        var client = new ImapClient();
        await client.ConnectAsync(Server.Connect(WireProtocol.Imap), "localhost", 143, SecureSocketOptions.None);
        await client.AuthenticateAsync("dmartin", "secret");
        return client;
    }

    /// <summary>Another client copies or moves messages.</summary>
    public async Task TransferAsync(string from, string to, bool moves, params uint[] uids)
    {
        using var client = await OtherClientAsync();
        var source = await client.GetFolderAsync(from);
        await source.OpenAsync(FolderAccess.ReadWrite);
        var (target, set) = (await client.GetFolderAsync(to), uids.Select(u => new UniqueId(u)).ToList());
        if (moves) await source.MoveToAsync(set, target);
        else await source.CopyToAsync(set, target);
        await client.DisconnectAsync(true);
    }

    /// <summary>Lets the server do <paramref name="wrong"/> until it is set right by another call.</summary>
    public void Misbehave(Func<ImapProfile, ImapProfile> wrong) => Server.Profile = Profile with { Imap = wrong(Profile.Imap) };

    public void Behave() => Server.Profile = Profile;

    /// <summary>What the pass took after login, and before it said goodbye, in round trips.</summary>
    public async Task<int> RoundTripsAsync(Func<Task> pass)
    {
        var first = Server.Sessions.Count;
        await pass();
        if (!KeepsConnection) await ((MailAccount)Account).HangUpAsync();
        var trips = 0;
        foreach (var session in Server.Sessions.Skip(first))
        {
            await session.Ended;
            session.OmittedEntries.ShouldBe(0);
            trips += AfterLogin(session);
        }

        return trips;
    }

    /// <summary>How many whole messages the server gave out in the latest session.</summary>
    public int BodiesGiven => LastSession.ServerLines.Count(l => l.Contains("BODY[] {", StringComparison.Ordinal));

    /// <summary>Goes on with other settings, as after an edit of the configuration.</summary>
    public Task RestartAsync(Action<MailAccountOptions> configure)
    {
        _configure = configure;
        return RestartAsync();
    }

    /// <summary>Goes on as an account that sends, by the same server.</summary>
    public Task LetSendAsync(int? port = null) => RestartAsync(o => o.Outgoing = new()
    {
        Host = "127.0.0.1", Port = port ?? Server.SubmissionPort, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "dmartin",
    });

    /// <summary>Goes on with the mailboxes of another user, as after an edit of the configuration.</summary>
    public Task GoToAsync(ServerUser user)
    {
        User = user;
        return RestartAsync();
    }

    /// <summary>Closes everything, as the end of the process does, and starts anew on the same files.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    public async Task<List<MessageInfo>> ListAsync(string? mailbox = null) => await Account.Replica.ListAsync(new() { Mailbox = mailbox }).ToListAsync();

    public async Task<long> IdAsync(uint uid, string mailbox = "INBOX") => (await ListAsync(mailbox)).Single(m => m.Uid == uid).Id;

    public ValueTask MarkAsync(long id, string add = "", string remove = "") => Account.Replica.Actions.MarkAsync([id], Flags(add), Flags(remove));

    public static MailFlags Flags(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(default(MailFlags), (all, name) => MailFlags.TryParse(name, out var flag) ? all.Union(flag) : throw new ArgumentException(name));

    /// <summary>The subjects of what the server holds in a mailbox, without what was deleted here and cannot be expunged there.</summary>
    public async Task<List<string>> SubjectsAsync(string mailbox)
    {
        var left = await LeftAsync();
        return [.. User.FindMailbox(mailbox)!.Messages.Where(m => !left.Contains((mailbox, m.Uid))).Select(SubjectOf)];
    }

    public static string SubjectOf(ServerMessage message) =>
        Encoding.UTF8.GetString(message.Content.Span).Split("\r\n").First(l => l.StartsWith("Subject: ", StringComparison.Ordinal))[9..];

    /// <summary>Proves that both sides hold the same mailboxes, messages, flags and bytes.</summary>
    public async Task ShouldAgreeAsync(string context = "")
    {
        var (here, server) = (await StateAsync(), await ServerStateAsync());
        here.ShouldBe(server, $"{context}\nhere:   {string.Join(" | ", here)}\nserver: {string.Join(" | ", server)}");
        var mailboxes = await Account.Replica.GetMailboxesAsync();
        // Of what lies above a mailbox some servers tell, though it is none.
        mailboxes.Where(m => m.Selectable || User.FindMailbox(m.Name) is not null).Select(m => m.Name).ShouldBe(User.Mailboxes.Select(m => m.Name), ignoreOrder: true, context);
        mailboxes.Sum(m => m.Messages).ShouldBe((await ListAsync()).Count, context);
    }

    /// <summary>What is on one side only.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync()
    {
        var (here, there) = (await StateAsync(), await ServerStateAsync());
        return [.. there.Except(here).Select(l => $"there: {l}"), .. here.Except(there).Select(l => $"here: {l}")];
    }

    /// <summary>Proves that there is nothing left to do.</summary>
    public async Task ShouldRestAsync(string context = "")
    {
        var before = await ServerStateAsync();
        var report = await SyncAsync();
        report.Outcome.ShouldBe(SyncOutcome.Completed, $"{context} {report.Failure} {string.Join('\n', report.Problems)}");
        report.Mailboxes.ShouldAllBe(m => m.Added + m.FlagsChanged + m.Removed + m.Uploaded + m.Failed == 0, context);
        (await ServerStateAsync()).ShouldBe(before, context);
        await ShouldAgreeAsync(context);
    }

    public int Count(string command) => LastSession.Entries.Count(e => e.Direction == WireDirection.ToServer && e.Text.Contains($" {command}", StringComparison.Ordinal));

    /// <summary>How many messages were uploaded in all sessions, or were to be.</summary>
    public int CountUploads() => Server.Sessions.Sum(s => s.ClientLines.Count(l => l.Contains(" APPEND ", StringComparison.Ordinal)));

    /// <summary>Another process with the same account on the same files.</summary>
    public ServiceProvider BuildAnother() => Build();

    /// <summary>Has the disk change a byte of what is held.</summary>
    public void Damage(string text)
    {
        foreach (var pack in Directory.EnumerateFiles(_directory, "*.pack", SearchOption.AllDirectories))
        {
            using var file = new FileStream(pack, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) is not (>= 0 and var at)) continue;
            file.Position = at;
            file.WriteByte((byte)(bytes[at] ^ 1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    async Task<List<string>> StateAsync()
    {
        var lines = new List<string>();
        foreach (var message in await ListAsync())
        {
            await using var content = await Account.Replica.OpenContentAsync(message.Id);
            using var reader = new StreamReader(content, Encoding.UTF8);
            lines.Add(Line(message.Mailbox, message.Uid, message.Flags.ToNames(), await reader.ReadToEndAsync()));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    static int AfterLogin(SessionTranscript session)
    {
        // MailKit asks for the namespace, the inbox and special uses as part of the login.
        var lines = session.Entries.Where(e => e.Kind == TranscriptKind.Line).SkipWhile(e => !IsAfterLogin(e)).ToList();
        var turns = lines.Zip(lines.Skip(1)).Count(p => p.First.Direction == WireDirection.ToServer && p.Second.Direction == WireDirection.ToClient);
        return turns - (session.ClientLines.Any(l => l.EndsWith(" LOGOUT", StringComparison.Ordinal)) ? 1 : 0);
    }

    static bool IsAfterLogin(TranscriptEntry entry) =>
        entry.Direction == WireDirection.ToServer && (entry.Text.Contains(" ENABLE ", StringComparison.Ordinal) || entry.Text.Contains(" LIST \"\" \"*\"", StringComparison.Ordinal));

    /// <summary>What the server holds, without what was deleted here and cannot be expunged there.</summary>
    async Task<List<string>> ServerStateAsync()
    {
        var left = await LeftAsync();
        return [.. User.Mailboxes.SelectMany(m => m.Messages.Where(s => !left.Contains((m.Name, s.Uid)))
            .Select(s => Line(m.Name, s.Uid, s.Flags, Encoding.UTF8.GetString(s.Content.Span)))).Order(StringComparer.Ordinal)];
    }

    async Task<HashSet<(string Mailbox, uint Uid)>> LeftAsync()
    {
        await using var store = await Stores.OpenAsync("pro");
        return [.. (await store.Sync.GetTransfersAsync()).Where(t => t.IsLeft).Select(t => (t.Source!.Mailbox, t.Source.Uid))];
    }

    static string Line(string mailbox, uint uid, IEnumerable<string> flags, string content) =>
        $"{mailbox}/{uid} ({string.Join(' ', flags.Order(StringComparer.Ordinal))}) {ContentKey.Of(Encoding.UTF8.GetBytes(content)).ToString()[..8]}";

    ServiceProvider Build()
    {
        var services = new ServiceCollection();
        var builder = services.AddLogging().AddAcMail().UseSqlite(o => o.Directory = _directory);
        _register?.Invoke(builder);
        if (Protocol == MailProtocol.Imap) builder.AddImapAccount("pro", Configure);
        else builder.AddPop3Account("pro", Configure);
        services.Replace(ServiceDescriptor.Singleton(Time));
        services.Replace(ServiceDescriptor.Singleton<IMailStoreProvider>(
            s => new MortalStores(_stores ?? ActivatorUtilities.CreateInstance<SqliteStoreProvider>(s))));
        return services.BuildServiceProvider();
    }

    void Configure(MailAccountOptions options)
    {
        options.EmailAddress = "david.martin@ac-lyon.fr";
        options.Incoming = new()
        {
            Host = "127.0.0.1", Port = Protocol == MailProtocol.Imap ? Server.ImapPort : Server.Pop3Port, Security = ConnectionSecurity.None,
            AllowInsecure = true, UserName = User.Name,
        };
        options.Password = "secret";
        (options.Imap.Reopens, options.Imap.AnswerTime) = (Reopens, AnswerTime);
        _configure?.Invoke(options);
    }
}
