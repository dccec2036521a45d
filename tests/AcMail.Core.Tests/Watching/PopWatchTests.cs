using AcMail.Core.Tests.Support;
using AcMail.Sqlite;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AcMail.Core.Tests.Watching;

/// <summary>A POP3 account is watched by polling, as often as it and its server allow.</summary>
public sealed class PopWatchTests : IAsyncDisposable
{
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    readonly string _directory = Directory.CreateTempSubdirectory("acmail-popwatch-").FullName;
    readonly CalmTime _time = new(WatchWorld.Start);
    MailServer _server = null!;
    ServiceProvider _services = null!;

    [Fact]
    public async Task New_mail_is_told_within_the_interval()
    {
        var account = Start(profile => profile);
        await using var watching = await Watcher.BeginAsync(account, _time);
        for (var i = 0; i < 3; i++)
        {
            var delivered = _time.GetUtcNow();
            _server.FindUser("dmartin")!.Inbox.Add(Imap.Sessions.ImapFixture.Message(i));
            await watching.ArrivalAsync($"message {i}");
            (_time.GetUtcNow() - delivered).ShouldBeLessThan(TimeSpan.FromMinutes(5) + Slack);
        }

        await _time.ElapseAsync(TimeSpan.FromMinutes(30));
        _server.Counters.Pop3.Connections.ShouldBeInRange(9, 12);
    }

    [Fact]
    public async Task A_server_that_wants_to_be_asked_less_often_is_obeyed_without_a_word()
    {
        var account = Start(profile => profile with { LoginDelay = TimeSpan.FromMinutes(30) });
        await using var watching = await Watcher.BeginAsync(account, _time);
        _server.FindUser("dmartin")!.Inbox.Add(Imap.Sessions.ImapFixture.Message(1));
        var delivered = _time.GetUtcNow();
        await watching.ArrivalAsync("message 1");
        (_time.GetUtcNow() - delivered).ShouldBeInRange(TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30) + Slack);
        await _time.ElapseAsync(TimeSpan.FromHours(1));
        _server.Counters.Pop3.Connections.ShouldBeInRange(3, 4);
        watching.Told.OfType<WatchReported>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task New_mail_is_told_within_the_interval_also_when_the_clock_is_set_back_meanwhile()
    {
        var account = Start(profile => profile, TimeProvider.System);
        await using var watching = await Watcher.BeginAsync(account, _time);
        await _time.CalmAsync();
        _time.AdjustTime(_time.GetUtcNow() - TimeSpan.FromHours(12));
        _server.FindUser("dmartin")!.Inbox.Add(Imap.Sessions.ImapFixture.Message(1));
        var delivered = _time.GetUtcNow();
        await watching.ArrivalAsync("message 1");
        (_time.GetUtcNow() - delivered).ShouldBeLessThan(TimeSpan.FromMinutes(6) + Slack);
    }

    [Theory]
    [InlineData("", 40, 5)]
    [InlineData("-ERR [SYS/TEMP] Not now.", 40, 5)]
    [InlineData("-ERR [IN-USE] Another session uses the maildrop.", 40, 5)]
    [InlineData("-ERR [AUTH] The name or the password is wrong.", 1, 120)]
    public async Task A_server_that_lets_nobody_in_is_asked_seldom_and_mail_comes_soon_after_it_does(string refusal, int mostIn2Hours, int minutesAfter)
    {
        var account = Start(profile => profile);
        await using var watching = await Watcher.BeginAsync(account, _time);
        var inOrder = _server.Profile;
        _server.Profile = inOrder with
        {
            Pop3 = refusal.Length > 0
                ? inOrder.Pop3.Answering("AUTH", refusal).Answering("PASS", refusal)
                : inOrder.Pop3.Answering("", "-ERR Come back later.", hangsUp: true),
        };
        var before = _server.Counters.Pop3.Connections;
        await _time.ElapseAsync(TimeSpan.FromHours(2));
        // Each attempt but a wrong password is made thrice within two seconds, as everywhere.
        (_server.Counters.Pop3.Connections - before).ShouldBeInRange(2, mostIn2Hours * 3);

        _server.FindUser("dmartin")!.Inbox.Add(Imap.Sessions.ImapFixture.Message(1));
        _server.Profile = inOrder;
        var open = _time.GetUtcNow();
        await watching.ArrivalAsync("message 1");
        (_time.GetUtcNow() - open).ShouldBeLessThan(TimeSpan.FromMinutes(minutesAfter) + Slack);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    IMailAccount Start(Func<Pop3Profile, Pop3Profile> profile, TimeProvider? serverTime = null)
    {
        _server = MailServer.Start(o =>
        {
            o.Time = serverTime ?? _time;
            o.Profile = ServerProfile.Full with { Pop3 = profile(ServerProfile.Full.Pop3) };
        });
        _time.Traffic = () => _server.Counters;
        _server.AddUser("dmartin");
        var services = new ServiceCollection();
        services.AddLogging().AddAcMail().UseSqlite(o => o.Directory = _directory).AddPop3Account("pop", o =>
        {
            o.EmailAddress = "david.martin@ac-lyon.fr";
            o.Incoming = new() { Host = "127.0.0.1", Port = _server.Pop3Port, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "dmartin" };
            o.Password = "secret";
        });
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));
        _services = services.BuildServiceProvider();
        return _services.GetRequiredKeyedService<IMailAccount>("pop");
    }
}
