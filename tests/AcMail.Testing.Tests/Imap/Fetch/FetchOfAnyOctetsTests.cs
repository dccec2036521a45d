using System.Globalization;
using System.Text;
using AcMail.Testing.Tests.Support;
using CsCheck;

namespace AcMail.Testing.Tests.Imap.Fetch;

public sealed class FetchOfAnyOctetsTests
{
    [Fact]
    public void Any_octets_come_back_whole_and_in_pieces() => Gen.Byte.Array[1, 300].Sample(
        octets => CompareAsync(octets).GetAwaiter().GetResult(), iter: 200, threads: 1);

    [Fact]
    public async Task Every_sample_comes_back_as_it_is()
    {
        foreach (var octets in SampleMessages.All.Values.Where(o => o.Length < 20_000)) await CompareAsync(octets);
    }

    static async Task<bool> CompareAsync(byte[] octets)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(octets);
        await using var talk = await ImapTalk.SelectAsync(server, user);
        (await talk.AskAsync("FETCH 1 (ENVELOPE BODY BODYSTRUCTURE)"))[^1].ShouldBe("OK Fetch completed.");
        var whole = await FetchAsync(talk, "BODY.PEEK[]");
        whole.ShouldBe(octets);
        (await FetchAsync(talk, "BODY.PEEK[HEADER]")).Concat(await FetchAsync(talk, "BODY.PEEK[TEXT]")).ShouldBe(octets);
        var pieces = new List<byte>();
        var size = octets.Length / 3 + 1;
        for (var at = 0; at < octets.Length; at += size) pieces.AddRange(await FetchAsync(talk, $"BODY.PEEK[]<{at}.{size}>"));
        pieces.ShouldBe(octets);
        return true;
    }

    // The one string of a response such as "* 1 FETCH (BODY[] {3}\r\nabc)".
    static async Task<byte[]> FetchAsync(ImapTalk talk, string item)
    {
        var response = (await talk.AskAsync($"FETCH 1 {item}"))[0];
        var value = response[(response.IndexOf(' ', response.IndexOf(']', StringComparison.Ordinal)) + 1)..^1];
        if (value[0] == '"') return Encoding.Latin1.GetBytes(value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));
        var end = value.IndexOf('}', StringComparison.Ordinal);
        var text = value[(end + 3)..];
        text.Length.ShouldBe(int.Parse(value.AsSpan(1, end - 1), CultureInfo.InvariantCulture));
        return Encoding.Latin1.GetBytes(text);
    }
}
