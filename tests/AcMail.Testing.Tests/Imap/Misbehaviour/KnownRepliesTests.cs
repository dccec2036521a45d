using System.Reflection;
using System.Collections.Immutable;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Misbehaviour;

public sealed class KnownRepliesTests
{
    static readonly Dictionary<string, ImmutableArray<ScriptedReply>> Replies = typeof(KnownReplies)
        .GetProperties(BindingFlags.Public | BindingFlags.Static).ToDictionary(p => p.Name, p => (ImmutableArray<ScriptedReply>)p.GetValue(null)!);

    public static TheoryData<string> Names => [.. Replies.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Each_reply_is_given_as_it_stands_and_its_connection_ends_if_it_says_so(string name)
    {
        await using var test = new MisbehaviourTest(p => p.Answering(Replies[name]));
        var reply = Replies[name][0];
        if (reply.Command.Length == 0)
        {
            using var stream = new StreamReader(test.Server.Connect(WireProtocol.Imap));
            (await stream.ReadLineAsync()).ShouldBe(reply.Reply);
            (await stream.ReadLineAsync()).ShouldBeNull();
            return;
        }

        var isLogin = reply.Command is "LOGIN" or "AUTHENTICATE";
        await using var talk = isLogin || Replies[name].Any(r => r.Command == "SELECT") ? await ConnectAsync(test, login: !isLogin) : await test.SelectAsync();
        await talk.SendAsync($"T {reply.Command} 1 INBOX\r\n");
        foreach (var line in reply.Reply.Split("\r\n")) (await talk.ReadAsync()).ShouldBe(line[0] == '*' ? line : $"T {line}");
        if (reply.HangsUp) (await talk.IsClosedAsync()).ShouldBeTrue();
        else (await talk.AskAsync("CAPABILITY"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task What_happens_once_happens_once_to_the_whole_server()
    {
        await using var test = new MisbehaviourTest(p => p.Answering(KnownReplies.ExchangeThrottling));
        (await test.SelectionAsync()).ShouldBe("NO Request is throttled. Suggested Backoff Time: 299961 milliseconds");
        (await test.SelectionAsync()).ShouldContain("OK ");
    }

    [Fact]
    public async Task A_login_that_leads_nowhere()
    {
        await using var test = new MisbehaviourTest(p => p.Answering(KnownReplies.ExchangeNotConnected));
        (await test.SelectionAsync("LIST \"\" *")).ShouldBe("BAD User is authenticated but not connected.");
    }

    [Fact]
    public async Task A_failed_login_may_end_the_connection_in_a_BYE()
    {
        await using var test = new MisbehaviourTest(p => p with { LoginAttempts = 1, LoginRefusal = "LOGIN failed." });
        await using var talk = await ImapTalk.ConnectAsync(test.Server);
        var said = await talk.AskAsync("LOGIN dmartin wrong");
        said[0].ShouldStartWith("* BYE ");
        said[1].ShouldBe("NO LOGIN failed.");
        (await talk.IsClosedAsync()).ShouldBeTrue();
    }

    static Task<ImapTalk> ConnectAsync(MisbehaviourTest test, bool login) => login ? test.LoginAsync() : ImapTalk.ConnectAsync(test.Server);
}
