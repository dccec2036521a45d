using System.Text;
using CsCheck;

namespace AcMail.Cli.Tests.Export;

public sealed class MailboxPathTests
{
    static readonly Gen<string> Names = Gen.OneOf(
        Gen.String,
        Pieces.Of("cur", "a", "é", "e\u0301", "/", "\\", ":", " ", "nul", "%", ".", "\0", "\ud800", "~", ".mbox", "%41", "x", "INBOX"),
        Gen.Const(() => new string('é', 200)).Select(Gen.String[0, 5], (a, b) => a + b));

    [Theory]
    [InlineData("INBOX", "INBOX")]
    [InlineData("Éléments envoyés", "Éléments envoyés")]
    [InlineData("2025/Réunions", "2025/Réunions")]
    [InlineData("100 %", "100 %25")]
    [InlineData("..", "%2E%2E")]
    [InlineData("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd")]
    [InlineData(@"a\..\..\evil", "a%5C..%5C..%5Cevil")]
    [InlineData("C:/x", "C%3A/x")]
    [InlineData("Re: *urgent*?", "Re%3A %2Aurgent%2A%3F")]
    [InlineData("etc. ", "etc.%20")]
    [InlineData("Mme.", "Mme%2E")]
    [InlineData("aux", "%61ux")]
    [InlineData("Com1.projets", "%43om1.projets")]
    [InlineData("Communication", "Communication")]
    [InlineData("/etc", "%/etc")]
    [InlineData("a//b", "a/%/b")]
    [InlineData("INBOX/cur", "INBOX/%63ur")]
    [InlineData("list.mbox/x", "list%2Embox/x")]
    [InlineData("bell\a", "bell%07")]
    public void A_name_stays_readable_and_below_the_directory(string name, string path) => MailboxPath.Of(name, '/').ShouldBe(path);

    [Fact]
    public void Another_delimiter_does_not_nest() => MailboxPath.Of("INBOX.a/b", '.').ShouldBe("INBOX.a%2Fb");

    [Fact]
    public void A_delimiter_that_is_not_known_gives_the_usual_path() => Names.Sample(name => MailboxPath.Of(name, null) == MailboxPath.Of(name, '/'));

    [Fact]
    public void Twins_in_another_unicode_form_stay_apart() =>
        MailboxPath.Of("E\u0301te\u0301", '/').ShouldNotBe(MailboxPath.Of("Été", '/'));

    [Fact]
    public void Different_names_never_share_a_path() => Gen.Select(Names, Names).Sample((a, b) =>
        string.Equals(a, b, StringComparison.Ordinal) ==
        string.Equals(MailboxPath.Of(a, '/'), MailboxPath.Of(b, '/'), StringComparison.Ordinal));

    [Fact]
    public void Every_level_fits_into_a_file_system_and_none_climbs() => Names.Sample(name => MailboxPath.Of(name, '/').Split('/').All(level =>
        level.Length > 0 && Encoding.UTF8.GetByteCount(level) <= 240 && level[0] != '.' && level is not ("cur" or "new" or "tmp") &&
        !level.Any(c => "\0\\:*?\"<>|".Contains(c, StringComparison.Ordinal)) && level[^1] is not ('.' or ' ') &&
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(level)) == level));

    [Fact]
    public void Long_names_that_differ_at_their_end_stay_apart()
    {
        var start = new string('é', 300);

        MailboxPath.Of($"{start}1", '/').ShouldNotBe(MailboxPath.Of($"{start}2", '/'));
    }
}
