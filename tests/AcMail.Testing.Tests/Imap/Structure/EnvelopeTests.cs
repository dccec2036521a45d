using AcMail.Testing.Tests.Support;
using System.Buffers;
using System.Text;

namespace AcMail.Testing.Tests.Imap.Structure;

public sealed class EnvelopeTests
{
    [Fact]
    public void Encoded_words_stay_as_they_are() => Of(SampleMessages.Plain).ShouldBe(
        """
        ("Mon, 7 Sep 2026 10:00:00 +0200" "=?utf-8?Q?R=C3=A9union_de_rentr=C3=A9e?=" (("David MARTIN" NIL "david.martin" "ac-lyon.fr"))
         (("David MARTIN" NIL "david.martin" "ac-lyon.fr")) (("David MARTIN" NIL "david.martin" "ac-lyon.fr"))
         (("Dupont, Anne" NIL "anne" "example.org")(NIL NIL "bob" "example.org"))
         ((NIL NIL "Friends" NIL)(NIL NIL "eve" "example.org")("=?utf-8?Q?Zo=C3=A9?=" NIL "zoe" "example.org")(NIL NIL NIL NIL))
         NIL "<before@example.org>" "<plain@example.org>")
        """.ReplaceLineEndings(""));

    [Fact]
    public void A_folded_subject_is_in_one_line() => Of(SampleMessages.Nested).ShouldContain("\"A multipart with a folded subject\"");

    [Fact]
    public void What_is_absent_is_NIL_and_what_is_empty_is_empty() =>
        Of(SampleMessages.Octets("Subject:\n\n")).ShouldBe("""(NIL "" NIL NIL NIL NIL NIL NIL NIL NIL)""");

    [Fact]
    public void Eight_bits_go_in_a_literal() =>
        Of(SampleMessages.WellFormed["eight bits"]).ShouldBe("(NIL {5}\r\nÉté (({4}\r\nZoé NIL \"zoe\" \"example.org\")) (({4}\r\nZoé NIL \"zoe\" \"example.org\")) (({4}\r\nZoé NIL \"zoe\" \"example.org\")) NIL NIL NIL NIL NIL)");

    [Fact]
    public void Quotes_of_a_local_part_are_taken_off() =>
        Of(SampleMessages.Octets("From: \"a \\\"b\"@example.org\n\n")).ShouldContain("""(NIL NIL "a \"b" "example.org")""");

    static string Of(byte[] message)
    {
        var output = new ArrayBufferWriter<byte>();
        Envelope.Write(output, MessageStructure.Read(message));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
