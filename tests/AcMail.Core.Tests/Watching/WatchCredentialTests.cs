using AcMail.Core.Tests.Support;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Core.Tests.Watching;

/// <summary>What lets us in may change while the account is watched.</summary>
public sealed class WatchCredentialTests : TimedWatchTests
{
    [Theory]
    [InlineData("NO [AUTHENTICATIONFAILED] The session has expired, log in again.", false)]
    [InlineData("NO [AUTHENTICATIONFAILED] The session has expired, log in again.", true)]
    [InlineData("* BYE Session expired, please login again.", true)]
    public async Task A_token_that_expires_while_the_connection_lives_is_replaced_by_a_fresh_one(string reply, bool hangsUp)
    {
        var tokens = new Tokens("secret");
        await using var imap = Start(register: b => b.Services.AddSingleton<ICredentialProvider>(tokens));
        imap.Server.Profile = imap.Profile with { Imap = imap.Profile.Imap with { ExpiredReply = new("", reply, HangsUp: hangsUp) } };
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        for (var i = 0; i < 3; i++)
        {
            await UntilIdleAsync(imap);
            imap.User.Password = tokens.Fresh = $"token {i}";
            imap.User.ExpireSessions();
            var expired = Time.GetUtcNow();
            imap.Deliver(1, first: i);
            await watching.ArrivalAsync($"message {i}");
            (Time.GetUtcNow() - expired).ShouldBeLessThan(WatchPace.Idle + Slack);
            await imap.ShouldAgreeAsync();
        }

        tokens.Refreshes.ShouldBe(3);
    }

    [Fact]
    public async Task A_refused_password_is_not_tried_again_before_an_hour_but_another_one_at_once()
    {
        var tokens = new Tokens("wrong") { IsPassword = true };
        await using var imap = Start(register: b => b.Services.AddSingleton<ICredentialProvider>(tokens));
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        var refused = watching.Told.OfType<WatchReported>().Single();
        refused.Report.Failure!.Kind.ShouldBe(MailErrorKind.BadCredentials);
        refused.RetryAt!.Value.ShouldBeInRange(Time.GetUtcNow() + TimeSpan.FromMinutes(59), Time.GetUtcNow() + TimeSpan.FromMinutes(61));
        await Time.ElapseAsync(TimeSpan.FromMinutes(30));
        imap.Server.Counters.Imap.Connections.ShouldBe(1);

        var changed = Time.GetUtcNow();
        tokens.Given = "secret";
        (await watching.NextAsync<WatchReported>()).Report.Outcome.ShouldBe(SyncOutcome.Completed);
        (Time.GetUtcNow() - changed).ShouldBeLessThan(WatchPace.AskCredential + Slack);
        imap.Server.Counters.Imap.Connections.ShouldBe(2);
    }

    /// <summary>A cache of tokens, or a place where a person keeps a password.</summary>
    sealed class Tokens(string given) : ICredentialProvider
    {
        public string Given { get; set; } = given;

        public string? Fresh { get; set; }

        public bool IsPassword { get; init; }

        public int Refreshes { get; private set; }

        public ValueTask<MailCredential?> GetAsync(CredentialRequest request, CancellationToken cancellationToken = default)
        {
            if (request.ForceRefresh && Fresh is not null)
            {
                Refreshes++;
                Given = Fresh;
            }

            return new(IsPassword
                ? MailCredential.FromPassword(request.Endpoint.UserName, Given) : MailCredential.FromAccessToken(request.Endpoint.UserName, Given));
        }
    }
}
