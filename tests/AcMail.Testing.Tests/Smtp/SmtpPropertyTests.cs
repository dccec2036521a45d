using System.Text;
using CsCheck;

namespace AcMail.Testing.Tests.Smtp;

public sealed class SmtpPropertyTests
{
    static readonly Gen<byte[]> AnyContent = Gen.OneOf((byte)'.', (byte)'\r', (byte)'\n', (byte)'a', (byte)0xFF).Array[0, 60];

    [Fact]
    public void Any_octets_survive_the_stuffing_of_dots_however_they_are_cut() =>
        AnyContent.Select(Gen.Int[1, 7]).Sample((content, step) =>
        {
            byte[] sent = [.. Stuffed(content), .. ".\r\nNOOP\r\n"u8];
            var read = new SmtpContent(1000);
            var dots = new SmtpDots(read);
            var at = 0;
            while (!dots.HasEnded) at += dots.Read(sent.AsSpan(at, Math.Min(step, sent.Length - at)));
            read.Octets.ToArray().ShouldBe(Completed(content));
            sent[at..].ShouldBe("NOOP\r\n"u8.ToArray());
        });

    [Fact]
    public async Task Any_octets_survive_chunks_however_they_are_cut() =>
        await Gen.Byte.Array[0, 200].Array[1, 5].SampleAsync(async chunks =>
        {
            await using var test = new SmtpTest();
            var client = await test.BeginAsync(" BODY=BINARYMIME");
            foreach (var chunk in chunks)
            {
                await client.SendAsync($"BDAT {chunk.Length}\r\n");
                await client.SendAsync(chunk);
            }

            await client.SendAsync("BDAT 0 LAST\r\n");
            for (var i = 0; i <= chunks.Length; i++) (await client.ReadLineAsync()).ShouldStartWith("250");
            test.Server.Submissions.Single().Content.ToArray().ShouldBe([.. chunks.SelectMany(c => c)]);
        }, iter: 100);

    // The client's part of RFC 5321 §4.5.2: lines end in CRLF, and a dot at their beginning is doubled.
    static byte[] Stuffed(byte[] content)
    {
        var text = Encoding.Latin1.GetString(Completed(content));
        if (text.StartsWith('.')) text = "." + text;
        return Encoding.Latin1.GetBytes(text.Replace("\r\n.", "\r\n..", StringComparison.Ordinal));
    }

    static byte[] Completed(byte[] content) =>
        content.Length == 0 || content.AsSpan().EndsWith("\r\n"u8) ? content : [.. content, .. "\r\n"u8];
}
