using System.Text;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Download;

public sealed class HeaderTapTests
{
    static readonly string[] Words =
    [
        "* 1 FETCH (", "UID 5 ", "BODY[HEADER] ", "{3}\r\n", "{99999999999}\r\n", "{999999999}\r\n", "abc", ")\r\n", "\r\n", "FLAGS (", "\0",
    ];

    [Fact]
    public async Task Headers_are_caught_exactly_however_the_octets_arrive()
    {
        byte[] first = [.. "Subject: \xe9t\xe9 {3}\r\n"u8, 0xFF, .. "X: * 2 FETCH (UID 9 BODY[HEADER] {1}\r\nbare\n\r\n"u8];
        var second = "A: b\r\n\r\n"u8.ToArray();
        byte[] said =
        [
            .. Text("* 12 EXISTS\r\n* OK [ALERT] {5}\r\n* 3 FETCH (UID 7 FLAGS (\\Seen UID 8) BODY[HEADER] {"), .. Text($"{first.Length}}}\r\n"), .. first,
            .. Text(" RFC822.SIZE 99)\r\n* 4 FETCH (BODY[HEADER] {"), .. Text($"{second.Length}}}\r\n"), .. second, .. Text(" UID 11)\r\n"),
            .. Text("* 5 FETCH (UID 12 BODY[HEADER] {0}\r\n)\r\n* 6 FETCH (UID 13 BODY[TEXT] {2}\r\nxx)\r\n* 7 FETCH (UID 14 FLAGS ())\r\nA1 OK done\r\n"),
        ];
        for (var size = 1; size <= said.Length; size += size < 40 ? 1 : 37)
        {
            using var tap = new HeaderTap(new ServerReplyTap());
            var headers = await tap.CatchAsync(() => SayAsync(tap, said, size));
            headers.Keys.ShouldBe([7u, 11u, 12u], ignoreOrder: true);
            headers[7].ShouldBe(first);
            headers[11].ShouldBe(second);
            headers[12].ShouldBeEmpty();
        }
    }

    [Fact]
    public Task Nothing_that_a_server_says_confuses_it() => Gen.Int[0, Words.Length - 1].Array[0, 20].SampleAsync(async words =>
    {
        using var tap = new HeaderTap(new ServerReplyTap());
        var headers = await tap.CatchAsync(() => SayAsync(tap, Text(string.Concat(words.Select(w => Words[w]))), 5));
        headers.Values.ShouldAllBe(header => header.Length == 3);
    });

    [Fact]
    public void What_is_said_at_other_times_is_passed_on_and_not_kept()
    {
        using var inner = new ServerReplyTap();
        using var tap = new HeaderTap(inner);
        var said = Text("* 1 FETCH (UID 5 BODY[HEADER] {3}\r\nabc)\r\nA00000001 NO [LIMIT] no\r\n");
        tap.LogServer(said, 0, said.Length);
        inner.LastReply.ShouldNotBeNull().ShouldContain("LIMIT");
    }

    static Task SayAsync(HeaderTap tap, byte[] said, int size)
    {
        // The buffer is the caller's, and is used again.
        var buffer = new byte[size + 2];
        for (var at = 0; at < said.Length; at += size)
        {
            var part = said.AsSpan(at, Math.Min(size, said.Length - at));
            part.CopyTo(buffer.AsSpan(1));
            tap.LogServer(buffer, 1, part.Length);
            Array.Clear(buffer);
        }

        return Task.CompletedTask;
    }

    static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
