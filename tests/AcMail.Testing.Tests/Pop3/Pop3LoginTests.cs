using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace AcMail.Testing.Tests.Pop3;

public sealed class Pop3LoginTests
{
    [Fact]
    public async Task A_wrong_password_is_refused_with_AUTH_and_may_be_tried_again()
    {
        await using var test = new Pop3Test();
        var client = await test.ConnectAsync();
        (await client.AskAsync("PASS secret")).ShouldStartWith("-ERR");
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS wrong")).ShouldStartWith("-ERR [AUTH]");
        (await client.AskAsync("PASS secret")).ShouldStartWith("-ERR Send USER first");
        await client.AskAsync("USER nobody");
        (await client.AskAsync("PASS secret")).ShouldStartWith("-ERR [AUTH]");
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS secret")).ShouldBe("+OK 0 messages (0 octets).");
    }

    [Fact]
    public async Task A_password_may_hold_spaces()
    {
        await using var test = new Pop3Test();
        test.User.Password = "trois mots  ";
        var client = await test.ConnectAsync();
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS trois mots  ")).ShouldStartWith("+OK");
    }

    [Fact]
    public async Task The_drop_belongs_to_one_session()
    {
        await using var test = new Pop3Test();
        var first = await test.LogInAsync();
        var second = await test.ConnectAsync();
        await second.AskAsync("USER dmartin");
        (await second.AskAsync("PASS secret")).ShouldStartWith("-ERR [IN-USE]");
        await first.AskAsync("QUIT");
        await second.AskAsync("USER dmartin");
        (await second.AskAsync("PASS secret")).ShouldStartWith("+OK");
    }

    [Theory]
    [InlineData("PLAIN", "\0dmartin\0secret")]
    [InlineData("PLAIN", "dmartin\0dmartin\0secret")]
    [InlineData("XOAUTH2", "user=dmartin\x01" + "auth=Bearer secret\x01\x01")]
    [InlineData("OAUTHBEARER", "n,a=dmartin,\x01host=localhost\x01port=110\x01" + "auth=Bearer secret\x01\x01")]
    public async Task A_mechanism_takes_its_response_at_once_or_when_asked(string mechanism, string response)
    {
        await using var test = new Pop3Test();
        var atOnce = await test.ConnectAsync();
        (await atOnce.AskAsync($"AUTH {mechanism} {Base64(response)}")).ShouldStartWith("+OK");
        await atOnce.AskAsync("QUIT");
        var asked = await test.ConnectAsync();
        (await asked.AskAsync($"AUTH {mechanism}")).ShouldBe("+ ");
        (await asked.AskAsync(Base64(response))).ShouldStartWith("+OK");
    }

    [Fact]
    public async Task LOGIN_asks_for_the_name_and_the_password()
    {
        await using var test = new Pop3Test();
        var client = await test.ConnectAsync();
        (await client.AskAsync("AUTH LOGIN")).ShouldBe($"+ {Base64("Username:")}");
        (await client.AskAsync(Base64("dmartin"))).ShouldBe($"+ {Base64("Password:")}");
        (await client.AskAsync(Base64("secret"))).ShouldStartWith("+OK");
    }

    [Theory]
    [InlineData("XOAUTH2", "user=dmartin\x01" + "auth=Bearer wrong\x01\x01", "")]
    [InlineData("OAUTHBEARER", "n,a=dmartin,\x01" + "auth=Bearer wrong\x01\x01", "\x01")]
    public async Task A_refused_token_is_explained_before_the_refusal(string mechanism, string response, string acknowledgement)
    {
        await using var test = new Pop3Test();
        var client = await test.ConnectAsync();
        var challenge = await client.AskAsync($"AUTH {mechanism} {Base64(response)}");
        Encoding.UTF8.GetString(Convert.FromBase64String(challenge[2..])).ShouldContain("\"status\"");
        (await client.AskAsync(Base64(acknowledgement))).ShouldStartWith("-ERR [AUTH]");
    }

    [Fact]
    public async Task An_exchange_can_be_cancelled_and_broken_without_harm()
    {
        await using var test = new Pop3Test();
        var client = await test.ConnectAsync();
        await client.AskAsync("AUTH PLAIN");
        (await client.AskAsync("*")).ShouldStartWith("-ERR");
        (await client.AskAsync("AUTH PLAIN !!!")).ShouldStartWith("-ERR");
        (await client.AskAsync("AUTH PLAIN AAAA")).ShouldStartWith("-ERR");
        (await client.AskAsync("AUTH SCRAM-SHA-1")).ShouldStartWith("-ERR");
        (await client.AskAsync($"AUTH PLAIN {Base64("other\0dmartin\0secret")}")).ShouldStartWith("-ERR [AUTH]");
        (await client.AskAsync($"AUTH PLAIN {Base64("\0dmartin\0secret")}")).ShouldStartWith("+OK");
    }

    [Fact]
    public async Task APOP_is_there_where_the_greeting_has_a_timestamp()
    {
        await using var test = new Pop3Test(new Pop3Profile { Extensions = new Pop3Profile().Extensions.Add("APOP") });
        await using var client = new LineClient(test.Server.Connect(WireProtocol.Pop3));
        var greeting = await client.ReadLineAsync();
        var digest = Digest(greeting[greeting.IndexOf('<', StringComparison.Ordinal)..] + "secret");
        (await client.AskAsync($"APOP dmartin {digest[..^1]}0")).ShouldStartWith("-ERR [AUTH]");
        (await client.AskAsync($"APOP dmartin {digest}")).ShouldStartWith("+OK");

        await using var plain = new Pop3Test();
        (await (await plain.ConnectAsync()).AskAsync($"APOP dmartin {digest}")).ShouldBe("-ERR Unknown command.");
    }

    [Fact]
    public async Task Capabilities_differ_by_state_and_TLS()
    {
        await using var test = new Pop3Test();
        var client = await test.ConnectAsync();
        (await client.AskManyAsync("CAPA")).ShouldBe(
            ["TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "UTF8 USER", "EXPIRE NEVER", "STLS", "USER",
                "SASL PLAIN LOGIN XOAUTH2 OAUTHBEARER", "IMPLEMENTATION AcMail.Testing"]);
        (await client.AskAsync("STLS")).ShouldStartWith("+OK");
        await client.StartTlsAsync();
        (await client.AskAsync("STLS")).ShouldStartWith("-ERR");
        (await client.AskManyAsync("CAPA")).ShouldNotContain("STLS");
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS secret")).ShouldStartWith("+OK");
        (await client.AskManyAsync("CAPA")).ShouldBe(
            ["TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "UTF8 USER", "EXPIRE NEVER", "IMPLEMENTATION AcMail.Testing"]);
    }

    [Fact]
    public async Task What_came_in_clear_is_forgotten_when_TLS_begins()
    {
        await using var test = new Pop3Test();
        var client = await test.ConnectAsync();
        await client.AskAsync("USER dmartin");
        await client.SendAsync("STLS\r\nPASS secret\r\n");
        (await client.ReadLineAsync()).ShouldStartWith("+OK");
        await client.StartTlsAsync();
        (await client.AskAsync("PASS secret")).ShouldBe("-ERR Send USER first.");
    }

    [Fact]
    public async Task No_password_is_taken_in_clear_where_TLS_is_required()
    {
        await using var test = new Pop3Test(new() { RequiresTls = true });
        var client = await test.ConnectAsync();
        (await client.AskManyAsync("CAPA")).ShouldNotContain(l => l.StartsWith("USER") || l.StartsWith("SASL"));
        (await client.AskAsync("USER dmartin")).ShouldStartWith("-ERR [AUTH]");
        (await client.AskAsync($"AUTH PLAIN {Base64("\0dmartin\0secret")}")).ShouldStartWith("-ERR [AUTH]");
        await client.AskAsync("STLS");
        await client.StartTlsAsync();
        (await client.AskAsync($"AUTH PLAIN {Base64("\0dmartin\0secret")}")).ShouldStartWith("+OK");
    }

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [SuppressMessage("Security", "CA5351", Justification = "RFC 1939 §7 has it so.")]
    static string Digest(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
