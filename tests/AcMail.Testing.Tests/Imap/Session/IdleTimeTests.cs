using AcMail.Testing.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AcMail.Testing.Tests.Imap.Session;

public sealed class IdleTimeTests
{
    [Fact]
    public async Task Dovecot_says_every_two_minutes_that_it_is_still_there()
    {
        var time = new FakeTimeProvider();
        await using var server = MailServer.Start(o => (o.Time, o.Profile) = (time, ServerProfile.Dovecot));
        var user = server.AddUser("dmartin");
        await using var talk = await IdleAsync(server, user);
        for (var i = 0; i < 3; i++)
        {
            var next = talk.ReadAsync();
            time.Advance(TimeSpan.FromMinutes(2));
            (await next).ShouldBe("* OK Still here");
        }

        user.Inbox.Add(Mail.Of("one"));
        (await talk.ReadAsync()).ShouldBe("* 1 EXISTS");
        (await talk.ReadAsync()).ShouldBe("* 1 RECENT");
        await talk.SendAsync("DONE\r\n");
        (await talk.ReadToAsync("i")).ShouldBe(["OK IDLE terminated."]);
        time.Advance(TimeSpan.FromHours(1));
        (await talk.AskAsync("NOOP")).ShouldBe(["OK done."]);
    }

    [Fact]
    public async Task A_server_may_end_an_IDLE_that_lasts_too_long()
    {
        var time = new FakeTimeProvider();
        var profile = Profiles.Imap(p => p with { IdleLimit = TimeSpan.FromMinutes(3) });
        await using var server = MailServer.Start(o => (o.Time, o.Profile) = (time, profile));
        await using var talk = await IdleAsync(server, server.AddUser("dmartin"));
        var next = talk.ReadAsync();
        time.Advance(TimeSpan.FromMinutes(3) - TimeSpan.FromTicks(1));
        next.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromTicks(1));
        (await next).ShouldStartWith("* BYE ");
        (await talk.IsClosedAsync()).ShouldBeTrue();
        server.UnhandledErrors.ShouldBeEmpty();
    }

    // The timers run once the server has said that it idles.
    static async Task<ImapTalk> IdleAsync(MailServer server, ServerUser user)
    {
        var talk = await ImapTalk.SelectAsync(server, user);
        await talk.SendAsync("i IDLE\r\n");
        (await talk.ReadAsync()).ShouldBe("+ idling");
        return talk;
    }
}
