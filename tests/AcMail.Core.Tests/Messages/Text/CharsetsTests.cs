using System.Runtime.CompilerServices;
using System.Text;

namespace AcMail.Core.Tests.Messages.Text;

public sealed class CharsetsTests
{
    static CharsetsTests() => RuntimeHelpers.RunModuleConstructor(typeof(Charsets).Module.ModuleHandle);

    [Theory]
    [InlineData(65001, "utf-8", "é?")]
    [InlineData(28591, "iso-8859-1", "Ã©ÿ")]
    [InlineData(20127, "us-ascii", "???")]
    [InlineData(1252, "windows-1252", "Ã©ÿ")]
    [InlineData(50220, "iso-2022-jp", null)]
    public void Encodings_are_given_by_number_and_by_name_and_decode_with_the_fallback_that_is_asked_for(int codePage, string name, string? decoded)
    {
        var encoding = Encoding.GetEncoding(codePage, new EncoderReplacementFallback("?"), new DecoderReplacementFallback("?"));
        encoding.CodePage.ShouldBe(codePage);
        Encoding.GetEncoding(name).CodePage.ShouldBe(codePage);
        byte[] bytes = [0xc3, 0xa9, 0xff];
        if (decoded is not null) encoding.GetString(bytes).ShouldBe(decoded);
    }

    [Fact]
    public void An_encoding_that_is_to_throw_throws() => Should.Throw<DecoderFallbackException>(
        () => Encoding.GetEncoding(65001, new EncoderExceptionFallback(), new DecoderExceptionFallback()).GetString([0xc3, 0xff]));

    [Fact]
    public void What_NET_has_itself_is_its_own() =>
        new[] { 65001, 28591, 20127 }.Select(Encoding.GetEncoding).ShouldBe([Encoding.UTF8, Encoding.Latin1, Encoding.ASCII]);
}
