namespace AcMail.Core.Tests.Messages;

public sealed class MailFlagsTests
{
    [Fact]
    public void Order_and_doubles_of_keywords_do_not_matter() =>
        new MailFlags(SystemFlags.Seen, "$Forwarded", "urgent", "$Forwarded").ShouldBe(new MailFlags(SystemFlags.Seen, "urgent", "$Forwarded"));

    [Fact]
    public void It_survives_being_stored()
    {
        var flags = new MailFlags(SystemFlags.Flagged | SystemFlags.Draft, "b", "a");
        MailFlags.Restore(flags.System, flags.KeywordText).ShouldBe(flags);
        MailFlags.Restore(SystemFlags.None, "").ShouldBe(default);
    }

    [Fact]
    public void Names_are_written_as_IMAP_writes_them() =>
        new MailFlags(SystemFlags.Seen | SystemFlags.Answered | SystemFlags.Flagged | SystemFlags.Deleted | SystemFlags.Draft, "$Junk")
            .ToNames().ShouldBe(["\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft", "$Junk"]);
}
