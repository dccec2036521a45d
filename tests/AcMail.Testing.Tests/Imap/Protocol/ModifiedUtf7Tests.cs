using CsCheck;

namespace AcMail.Testing.Tests.Imap.Protocol;

public sealed class ModifiedUtf7Tests
{
    [Theory]
    [InlineData("INBOX", "INBOX")]
    [InlineData("Brouillons envoyés", "Brouillons envoy&AOk-s")]
    [InlineData("R&D", "R&-D")]
    [InlineData("台北/日本語", "&U,BTFw-/&ZeVnLIqe-")]
    [InlineData("😀", "&2D3eAA-")]
    public void A_name_is_encoded_and_decoded(string name, string encoded)
    {
        ModifiedUtf7.Encode(name).ShouldBe(encoded);
        ModifiedUtf7.Decode(encoded).ShouldBe(name);
    }

    [Theory]
    [InlineData("&")]
    [InlineData("&AOk")]
    [InlineData("&AOk=-")]
    [InlineData("&AGE-")]
    [InlineData("&A-")]
    [InlineData("&AOk-&AOk-")]
    [InlineData("&é-")]
    public void What_no_name_encodes_to_is_no_name(string encoded) => ModifiedUtf7.Decode(encoded).ShouldBeNull();

    [Fact]
    public void Any_name_comes_back_from_plain_characters() =>
        Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\u0080', '\ud7ff'], Gen.Const('&'), Gen.Const('-'))].Sample(name =>
        {
            var encoded = ModifiedUtf7.Encode(name);
            encoded.ShouldAllBe(c => c >= ' ' && c <= '~');
            ModifiedUtf7.Decode(encoded).ShouldBe(name);
        });

    [Fact]
    public void Any_text_is_decoded_or_refused() =>
        Gen.String[Gen.Char["&-,/+=ABCaz09é"], 0, 20].Sample(text =>
        {
            if (ModifiedUtf7.Decode(text) is { } name) ModifiedUtf7.Encode(name).ShouldBe(text);
        });
}
