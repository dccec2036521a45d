using AcMail.Testing;

namespace AcMail.Core.Tests.Watching;

public sealed class ThrottleHintTests
{
    [Theory]
    [InlineData("NO Request is throttled. Suggested Backoff Time: 299961 milliseconds", 299.961)]
    [InlineData("-ERR [SYS/TEMP] Too many sessions, try again in 90 seconds", 90)]
    [InlineData("NO Rate limit exceeded, retry after 10 minutes", 600)]
    [InlineData("421 4.7.0 wait 5s", 5)]
    [InlineData("* BYE Going down for maintenance, come back in 2 minutes", 120)]
    [InlineData("NO Suggested Backoff Time: 99999999999999999999 milliseconds", 86400)]
    [InlineData("NO [LIMIT] Maximum number of connections from user+IP exceeded", 60)]
    [InlineData("* BYE Too many connections from your address, try again later.", 60)]
    [InlineData("NO [THROTTLED] Account exceeded command or bandwidth limits. (Failure)", 60)]
    public void A_server_says_how_long_it_wants_to_be_left_alone(string reply, double seconds) =>
        ThrottleHint.Find(reply)!.Value.TotalSeconds.ShouldBe(seconds, 0.001);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("NO No such mailbox")]
    [InlineData("OK [LIMITED] Fetch completed (0.001 + 0.000 secs).")]
    public void Other_words_are_no_hint(string? reply) => ThrottleHint.Find(reply).ShouldBeNull();

    [Fact]
    public void What_real_servers_say_is_understood() =>
        KnownReplies.ExchangeThrottling.Concat(KnownReplies.GmailThrottling).Concat(KnownReplies.GmailBandwidth).Concat(KnownReplies.LoginLimit)
            .ShouldAllBe(r => ThrottleHint.Find(r.Reply) != null);
}
