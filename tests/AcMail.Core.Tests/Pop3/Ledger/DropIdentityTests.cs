using AcMail.Storage;

namespace AcMail.Core.Tests.Pop3.Ledger;

public sealed class DropIdentityTests
{
    static readonly string Content = DropIdentity.FromContent(ContentKey.Of("content"u8));

    static readonly string Fingerprint = DropIdentity.FromFingerprint("u1", "print", 10);

    [Fact]
    public void Messages_alike_are_numbered_in_their_order_and_each_tells_the_first()
    {
        string[] names = ["u1", Content, Fingerprint, Content, "u1", Fingerprint, Fingerprint];
        var numbered = DropIdentity.Number(names);
        numbered.ShouldBe(["u1", Content, Fingerprint, $"{Content} 2", "u1", $"{Fingerprint} 2", $"{Fingerprint} 3"]);
        numbered.Select(n => DropIdentity.FirstAlike(n, numbered.ToHashSet())).ShouldBe([null, Content, Fingerprint, Content, null, Fingerprint, Fingerprint]);
    }

    [Fact]
    public void Where_the_first_has_left_the_second_is_alike_to_itself_alone() =>
        DropIdentity.FirstAlike($"{Content} 2", new HashSet<string> { $"{Content} 2" }).ShouldBe($"{Content} 2");

    [Theory]
    [InlineData("a b", "")]
    [InlineData("a ", "1")]
    [InlineData("a a b", "0 1")]
    [InlineData("a b", "0", "a print 10")]
    [InlineData("a b", "", " content")]
    public void A_unique_id_that_is_missing_or_stood_for_several_messages_ever_is_no_name(string listed, string unnamed, params string[] known)
    {
        var listing = new DropListing([.. listed.Split(' ').Select((name, i) => new DropListingEntry(i, name, 10))]);
        string.Join(' ', DropIdentity.Unnamed(listing, known)).ShouldBe(unnamed);
    }
}
