using AcMail.Testing.Tests.Support;
using System.Buffers;
using System.Text;
using CsCheck;

namespace AcMail.Testing.Tests.Imap.Structure;

public sealed class MessageStructureTests
{
    [Theory]
    [InlineData("1.1", "plain text")]
    [InlineData("1.2", "<p>html text</p>\r\n")]
    [InlineData("2.1", "part of the inner one")]
    [InlineData("2.2", "JVBERi0xLjQK")]
    public void A_part_is_found_by_its_numbers(string path, string text) => Body(SampleMessages.Nested, path).ShouldBe(text);

    [Theory]
    [InlineData("3")]
    [InlineData("1.3")]
    [InlineData("1.1.1")]
    [InlineData("2.2.1")]
    public void A_part_that_is_not_there_is_not_found(string path) => Body(SampleMessages.Nested, path).ShouldBeNull();

    [Fact]
    public void A_message_without_parts_is_its_own_part_one() => Body(SampleMessages.Plain, "1").ShouldStartWith("Rendez-vous");

    [Fact]
    public void A_message_that_is_a_message_is_found_through_part_one()
    {
        Body(SampleMessages.ForwardedAlone, "1").ShouldStartWith("From: inner@example.org");
        Body(SampleMessages.ForwardedAlone, "1.1").ShouldBe("text of the inner one\r\n");
    }

    [Fact]
    public void The_parts_of_a_digest_are_messages() =>
        MessageStructure.Read(SampleMessages.Digest).Parts.Select(p => p.Message?.Field("Subject")?.UnfoldToLatin1()).ShouldBe(["One", "Two"]);

    [Fact]
    public void A_boundary_of_the_outer_multipart_ends_the_inner_one()
    {
        var message = SampleMessages.Octets(
            "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\none\n--o\n\ntwo\n--o--\n");
        Body(message, "1.1").ShouldBe("one");
        Body(message, "2").ShouldBe("two");
    }

    [Fact]
    public void A_longer_boundary_is_another_one()
    {
        var message = SampleMessages.Octets("Content-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--xy\nstill one\n--x--\n");
        Body(message, "1").ShouldBe("one\r\n--xy\r\nstill one");
    }

    [Fact]
    public void Header_and_body_are_the_whole_of_any_octets() =>
        Gen.Byte.Array.Sample(octets =>
        {
            var part = MessageStructure.Read(octets);
            return part.Header.ToArray().Concat(part.Body.ToArray()).SequenceEqual(octets)
                && HeaderField.ReadAll(part.Header).Sum(f => f.Octets.Length) <= part.Header.Length;
        });

    [Fact]
    public void Any_octets_have_an_envelope_and_a_structure() => SomeMessage.Sample(octets =>
    {
        var output = new ArrayBufferWriter<byte>();
        var part = MessageStructure.Read(octets);
        Envelope.Write(output, part);
        BodyStructure.Write(output, part, extended: true);
        return Depth(output.WrittenSpan) == 0;
    });

    [Fact]
    public void A_message_of_a_thousand_nestings_is_not_followed_to_its_end()
    {
        var message = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\r\n\r\n", 1000)));
        var depth = 0;
        for (var part = MessageStructure.Read(message); part is not null; part = part.Message) depth++;
        depth.ShouldBeInRange(20, 100);
    }

    // Octets that often look like parts of messages.
    static readonly Gen<byte[]> SomeMessage = Gen.OneOf(
        Gen.OneOf(new[]
        {
            "\r\n", "\n", "--x\r\n", "--x--\r\n", "--y\r\n", "Content-Type: multipart/mixed; boundary=x\r\n", "Content-Type: multipart/digest; boundary=\"y\"\r\n",
            "Content-Type: message/rfc822\r\n", "Subject: =?utf-8?q?=C3?=\r\n", "From: \"a\\", "To: a:b,<c@d>;", "Content-Disposition: attachment; x=\"(",
            "Content-Language: ,fr,\r\n", ":", " ", "text",
        }.Select(piece => Gen.Const(Encoding.ASCII.GetBytes(piece))).ToArray()),
        Gen.Byte.Array[0, 6]).Array[0, 40].Select(pieces => pieces.SelectMany(p => p).ToArray());

    static string? Body(byte[] message, string path) =>
        MessageStructure.Read(message).Find([.. path.Split('.').Select(uint.Parse)]) is { } part ? Encoding.UTF8.GetString(part.Body.Span) : null;

    // Reads strings and literals as a client would, and counts parentheses outside of them.
    static int Depth(ReadOnlySpan<byte> response)
    {
        var depth = 0;
        for (var at = 0; at < response.Length; at++)
        {
            switch (response[at])
            {
                case (byte)'(': depth++; break;
                case (byte)')': depth--; break;
                case (byte)'"':
                    for (at++; response[at] != '"'; at++)
                        if (response[at] == '\\') at++;
                    break;
                case (byte)'{':
                    var end = at + response[at..].IndexOf((byte)'}');
                    at = end + 2 + int.Parse(Encoding.ASCII.GetString(response[(at + 1)..end]));
                    break;
            }

            depth.ShouldBeGreaterThanOrEqualTo(0);
        }

        return depth;
    }
}
