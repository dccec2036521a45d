using System.Text;
using CsCheck;

namespace AcMail.Core.Tests.Messages.Parts;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("Réunion de rentrée (2).pdf", "Réunion de rentrée (2).pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Windows\\évil.exe", "évil.exe")]
    [InlineData("notes:flux", "notes_flux")]
    [InlineData("a\r\nb\t\"c\" <d>|*?.txt", "a__b__c_ _d____.txt")]
    [InlineData(".bashrc", "bashrc")]
    [InlineData(" x.pdf. . ", "x.pdf")]
    [InlineData("rapport\u202exe.txt", "rapportxe.txt")]
    [InlineData("con", "_con")]
    [InlineData("NUL .txt", "_NUL .txt")]
    [InlineData("com1.csv", "_com1.csv")]
    [InlineData("COM¹", "_COM¹")]
    [InlineData("conseil.pdf", "conseil.pdf")]
    [InlineData("half \ufffd.png", "half _.png")]
    public void A_name_is_that_of_a_file_of_any_system(string name, string expected) => FileNames.Of(name, "application/pdf").ShouldBe(expected);

    [Theory]
    [InlineData("", "application/pdf", "attachment.pdf")]
    [InlineData("..", "message/rfc822", "attachment.eml")]
    [InlineData("a/", "application/x-unheard-of", "attachment")]
    public void Where_nothing_is_left_of_it_the_type_says_what_it_is(string name, string type, string expected) => FileNames.Of(name, type).ShouldBe(expected);

    [Fact]
    public void A_long_one_is_shortened_before_its_extension()
    {
        FileNames.Of(new string('é', 300) + ".pdf", "").ShouldBe(new string('é', 98) + ".pdf");
        FileNames.Of("x." + new string('é', 300), "").ShouldBe("x." + new string('é', 99));
    }

    [Fact]
    public void Whatever_a_sender_writes_it_stays_in_its_directory() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["./\\:con1 \u202e\ud83d\ude00é\0\n"], 0, 300]).Sample(name =>
        {
            var file = FileNames.Of(name, "text/plain");
            file.ShouldNotBeEmpty();
            var directory = Path.GetFullPath("/saved");
            Path.GetDirectoryName(Path.GetFullPath(file, directory)).ShouldBe(directory);
            file.IndexOfAny([.. "\"<>|:*?/\\"]).ShouldBe(-1);
            Encoding.UTF8.GetByteCount(file).ShouldBeLessThanOrEqualTo(200);
            FileNames.Of(file, "text/plain").ShouldBe(file);
        });
}
