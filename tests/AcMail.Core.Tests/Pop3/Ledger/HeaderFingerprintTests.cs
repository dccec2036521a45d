using System.Text;

namespace AcMail.Core.Tests.Pop3.Ledger;

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

    [Theory]
    [InlineData("Received: a", "Same")]
    [InlineData("Message-ID: <1@x>\r\nDate: Mon, 05 Jan 2026 08:00:00 +0000", "Same")]
    [InlineData("Message-ID: <1@x>", "Marked")]
    [InlineData("Date: Mon, 05 Jan 2026 08:00:00 +0000", "Marked")]
    [InlineData("Subject: Received:", "Marked")]
    public void A_header_that_may_be_of_several_messages_proves_nothing_by_itself(string fields, string likeness)
    {
        var header = Encoding.ASCII.GetBytes($"From: x\r\n{fields}\r\n\r\n");
        HeaderFingerprint.Compare(header, header).ToString().ShouldBe(likeness);
    }

    [Fact]
    public void What_is_held_may_have_fields_that_are_not_listed_and_lacks_none() =>
        HeaderFingerprint.Compare("From: x\r\n\r\n"u8, "Received: a\r\nFrom: x\r\n\r\n"u8).ShouldBe(HeaderLikeness.Marked);
}
