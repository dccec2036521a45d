using System.Text;

namespace AcMail.Core.Tests.Pop3;

public sealed class HeaderFingerprintTests
{
    const string Header = "Received: from a\r\n by b\r\nFrom: x\r\nSubject: y\r\nX-Spam: 1\r\n\r\n";

    [Theory]
    [InlineData(Header, "Same")]
    [InlineData("Status: RO\r\n" + Header, "Same")]
    [InlineData("X-Antivirus: clean\r\n" + Header, "Marked")]
    [InlineData("X-Antivirus: clean,\r\n base 17\r\n" + Header, "Marked")]
    [InlineData("Received: from a\r\n by b\r\nFrom: x\r\nSubject: y\r\n\r\n", "Marked")]
    [InlineData("Received: from a\r\n by b\r\nFrom: x\r\nSubject: z\r\nX-Spam: 1\r\n\r\n", "Other")]
    [InlineData("Received: from a\r\n by c\r\nFrom: x\r\nSubject: y\r\nX-Spam: 1\r\n\r\n", "Other")]
    [InlineData("From: x\r\nReceived: from a\r\n by b\r\nSubject: y\r\n\r\n", "Other")]
    [InlineData("X-Spam: 1\r\n\r\n", "Other")]
    [InlineData("\r\nbody", "Unknown")]
    [InlineData("", "Unknown")]
    public void A_header_is_compared_with_one_that_is_held(string listed, string likeness) =>
        HeaderFingerprint.Compare(Encoding.ASCII.GetBytes(listed), Encoding.ASCII.GetBytes(Header + "body")).ToString().ShouldBe(likeness);

    [Fact]
    public void What_is_held_may_have_fields_that_are_not_listed_and_lacks_none() =>
        HeaderFingerprint.Compare("From: x\r\n\r\n"u8, "Received: a\r\nFrom: x\r\n\r\n"u8).ShouldBe(HeaderLikeness.Marked);
}
