namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class ApopTests
{
    [Theory]
    [InlineData(true, "APOP")]
    [InlineData(false, "AUTH PLAIN")]
    public async Task APOP_is_used_only_where_it_is_allowed(bool allowed, string command)
    {
        await using var pop = new PopFixture(o => o.AllowApop = allowed, p => p with { Extensions = p.Extensions.Add("APOP") });
        await pop.SyncWellAsync();
        pop.Count(command).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_APOP_is_not_followed_by_the_password()
    {
        await using var pop = new PopFixture(o => o.AllowApop = true, p => (p with { Extensions = p.Extensions.Add("APOP") }).Answering("APOP", "-ERR no"));
        (await pop.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.BadCredentials);
        (pop.Count("APOP"), pop.Count("AUTH"), pop.Count("PASS")).ShouldBe((1, 0, 0));
    }
}
