using AcMail.Testing.Tests.Support;
using System.Buffers;
using System.Text;

namespace AcMail.Testing.Tests.Imap.Structure;

public sealed class BodyStructureTests
{
    [Fact]
    public void A_plain_message_tells_its_size_and_its_lines() => Of(SampleMessages.Plain, extended: false).ShouldBe(
        """("text" "plain" ("charset" "utf-8") NIL NIL "quoted-printable" 47 2)""");

    [Fact]
    public void Extension_data_come_in_BODYSTRUCTURE_only()
    {
        Of(SampleMessages.Nested, extended: true).ShouldContain(
            """("application" "pdf" ("name*" "utf-8''r%C3%A9sum%C3%A9.pdf") "<cid@example.org>" NIL "base64" 12 "Q2hlY2sgSW50ZWdyaXR5IQ==" ("attachment" ("filename*" "utf-8''r%C3%A9sum%C3%A9.pdf")) NIL NIL)""");
        Of(SampleMessages.Nested, extended: true).ShouldContain("""("text" "html" NIL NIL NIL "7bit" 18 1 NIL NIL ("fr" "en") "https://example.org/a")""");
        Of(SampleMessages.Nested, extended: false).ShouldNotContain("attachment");
    }

    [Fact]
    public void A_message_in_a_message_brings_its_envelope_and_structure() => Of(SampleMessages.ForwardedAlone, extended: false).ShouldBe(
        """
        ("message" "rfc822" NIL NIL NIL "7bit" 66 (NIL "inner" ((NIL NIL "inner" "example.org")) ((NIL NIL "inner" "example.org"))
         ((NIL NIL "inner" "example.org")) NIL NIL NIL NIL NIL) ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 23 1) 4)
        """.ReplaceLineEndings(""));

    [Fact]
    public void A_multipart_without_parts_shows_an_empty_one() => Of(SampleMessages.Broken["boundary that never comes"], extended: false).ShouldBe(
        """(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 0 0) "mixed")""");

    static string Of(byte[] message, bool extended)
    {
        var output = new ArrayBufferWriter<byte>();
        BodyStructure.Write(output, MessageStructure.Read(message), extended);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
