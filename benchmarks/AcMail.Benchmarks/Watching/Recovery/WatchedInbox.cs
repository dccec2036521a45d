using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Benchmarks.Watching.Recovery;

/// <summary>An account that is watched over TLS with the defaults, its server, and when each of the messages delivered there was told.</summary>
sealed class WatchedInbox : IAsyncDisposable
{
    const string Name = "pro";

    readonly RefreshedToken _tokens = new("token 0");
    readonly ConcurrentDictionary<string, long> _told = new();
    readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource _stop = new();
    readonly ServiceProvider _services;
    readonly ServerUser _user;
    readonly Task _watching;
    int _toldAgain;

    WatchedInbox(string directory, ScriptedReply? expiredReply)
    {
        // Every session keeps what it began with.
        var imap = Server.Profile.Imap;
        Server.Profile = Server.Profile with { Imap = imap with { ExpiredReply = expiredReply ?? imap.ExpiredReply } };
        _user = Server.AddUser(Name, _tokens.Fresh);
        var services = new ServiceCollection().AddSingleton<ICredentialProvider>(_tokens);
        services.AddAcMail().UseSqlite(o => o.Directory = directory).AddImapAccount(Name, o =>
        {
            o.EmailAddress = "david.martin@ac-lyon.fr";
            o.Incoming = new() { Host = "localhost", Port = Server.ImapsPort, UserName = Name };
            o.PinnedFingerprints = [TestCertificateAuthority.Shared.Localhost.GetCertHashString(HashAlgorithmName.SHA256)];
        });
        _services = services.BuildServiceProvider();
        _watching = WatchAsync(_services.GetRequiredService<IMailAccountProvider>()[Name]);
    }

    public MailServer Server { get; } = MailServer.Start();

    public int Delivered { get; private set; }

    public int Missed => Delivered - _told.Count;

    public int ToldAgain => _toldAgain;

    /// <summary>What the watch last said of how it goes.</summary>
    public WatchReported? Standing { get; private set; }

    /// <summary>Returns when the first pass is over and the account idles.</summary>
    public static async Task<WatchedInbox> StartAsync(string directory, ScriptedReply? expiredReply, CancellationToken cancellationToken)
    {
        var watched = new WatchedInbox(directory, expiredReply);
        await watched._began.Task.WaitAsync(cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        return watched;
    }

    public void Deliver(int count)
    {
        for (var i = 0; i < count; i++)
            _user.Inbox.Add(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"From: a@ac-lyon.fr\r\nSubject: message {++Delivered}\r\n\r\ntext\r\n")));
    }

    /// <summary>From now on what has let the account in lets it do nothing more, and a fresh token is to be had.</summary>
    public void ExpireToken()
    {
        _user.Password = _tokens.Fresh = $"token {Guid.NewGuid()}";
        _user.ExpireSessions();
    }

    /// <summary>When the last of what was delivered was told; <see langword="null"/> where some of it was not told in time.</summary>
    public async Task<long?> ToldAllAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); Missed > 0;)
        {
            if (_watching.IsCompleted) await _watching;
            if (Stopwatch.GetElapsedTime(began) > patience) return null;
            await Task.Delay(10, cancellationToken);
        }

        return _told.Values.Max();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        _stop.Dispose();
    }

    async Task WatchAsync(IMailAccount account)
    {
        await foreach (var change in account.WatchAsync(_stop.Token))
        {
            if (change is MessageArrived arrived && !_told.TryAdd(arrived.Message.Headers.Subject, Stopwatch.GetTimestamp())) _toldAgain++;
            if (change is not WatchReported reported) continue;
            Standing = reported;
            if (reported.Report.Failure is { } failure) _began.TrySetException(new MailException(failure));
            else _began.TrySetResult();
        }
    }
}
