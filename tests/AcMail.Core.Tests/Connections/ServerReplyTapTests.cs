using System.Text;
using CsCheck;

namespace AcMail.Tests;

public sealed class ServerReplyTapTests
{
    static void Hear(ServerReplyTap tap, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        tap.LogServer(bytes, 0, bytes.Length);
    }

    static string? After(params string[] chunks)
    {
        var tap = new ServerReplyTap();
        foreach (var chunk in chunks) Hear(tap, chunk);
        return tap.LastReply;
    }

    [Theory]
    [InlineData("* OK ready\r\n", "* OK ready")]
    [InlineData("A00000001 NO [AUTHENTICATIONFAILED] no\r\n* BYE bye\r\n", "NO [AUTHENTICATIONFAILED] no")]
    [InlineData("Z12345678 BAD\r\n", "BAD")]
    [InlineData("* BYE Autologout\r\n", "* BYE Autologout")]
    [InlineData("535-5.7.8 Username and password\r\n535 5.7.8 not accepted\r\n", "535-5.7.8 Username and password 5.7.8 not accepted")]
    [InlineData("250-smtp\r\n250 SIZE\r\n", "250-smtp SIZE")]
    [InlineData("+ aGVsbG8=\r\n", null)]
    [InlineData("Cher collègue,\r\nvoici le mot de passe\r\n", null)]
    public void The_reply_is_found(string output, string? reply) => After(output).ShouldBe(reply);

    [Fact]
    public void A_line_that_comes_in_pieces_is_one_line() => After("A00000001 NO [AU", "TH] no", "\r\n").ShouldBe("NO [AUTH] no");

    [Theory]
    [InlineData("+ idling\r\nA00000001 NO no\r\n", true)]
    [InlineData("* 3 EXISTS\r\n+ idling\r\n", true)]
    [InlineData("A00000001 NO 1 + 1\r\n", false)]
    public void Whether_the_server_asked_for_more_is_remembered(string output, bool hasContinued)
    {
        var tap = new ServerReplyTap();
        Hear(tap, output);
        tap.HasContinued.ShouldBe(hasContinued);
        tap.LogClient([1], 0, 1);
        tap.HasContinued.ShouldBeFalse();
    }

    [Fact]
    public void A_new_command_forgets_the_reply_to_the_one_before()
    {
        var tap = new ServerReplyTap();
        Hear(tap, "-ERR no\r\n");
        tap.LogClient([1], 0, 1);
        tap.LastReply.ShouldBeNull();
    }

    [Fact]
    public void Nothing_of_what_the_client_said_is_kept()
    {
        var tap = new ServerReplyTap();
        var secret = "* NO hunter2\r\n"u8.ToArray();
        tap.LogClient(secret, 0, secret.Length);
        tap.LastReply.ShouldBeNull();
    }

    [Fact]
    public void However_it_is_cut_the_last_line_is_found() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[1, 3000]).Sample((before, piece) =>
        {
            var output = Encoding.ASCII.GetBytes(new string('x', before) + "\r\n-ERR [SYS/TEMP] later\r\n");
            var tap = new ServerReplyTap();
            for (var at = 0; at < output.Length; at += piece) tap.LogServer(output, at, Math.Min(piece, output.Length - at));
            return tap.LastReply == "-ERR [SYS/TEMP] later";
        });
}
