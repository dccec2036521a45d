namespace AcMail.Core.Tests.Pop3;

public sealed class PopMannersTests
{
    static readonly DropListingEntry A = new(0, "a", 10), B = new(1, "b", 10);

    [Theory]
    [InlineData(MailErrorKind.Timeout, true, true)]
    [InlineData(MailErrorKind.ProtocolError, true, true)]
    [InlineData(MailErrorKind.ConnectionLost, true, false)]
    [InlineData(MailErrorKind.NetworkUnreachable, true, false)]
    [InlineData(MailErrorKind.Timeout, false, false)]
    public void Only_silence_and_wrong_answers_prove_that_a_server_breaks_its_word(MailErrorKind kind, bool isOffered, bool isBroken)
    {
        var manners = new PopManners();
        manners.AddFailedPipeline(kind, isOffered);
        (manners.PipeliningFailed, manners.PipeliningIsBroken).ShouldBe((true, isBroken));
    }

    [Fact]
    public void Two_silences_over_different_messages_are_a_server_that_is_silent_over_all()
    {
        var manners = new PopManners();
        manners.AddBreak([A], MailErrorKind.Timeout);
        manners.AddBreak([A], MailErrorKind.Timeout);
        manners.IsMute.ShouldBeFalse();
        manners.AddBreak([B], MailErrorKind.Timeout);
        manners.IsMute.ShouldBeTrue();
        manners.HasAnswered = true;
        manners.IsMute.ShouldBeFalse();
    }

    [Fact]
    public void A_silence_over_several_messages_or_a_connection_that_breaks_is_none_over_a_message()
    {
        var manners = new PopManners();
        manners.AddBreak([A, B], MailErrorKind.Timeout);
        manners.AddBreak([A], MailErrorKind.Timeout);
        manners.AddBreak([B], MailErrorKind.ConnectionLost);
        (manners.IsMute, manners.IsOneByOne, manners.Broken.GivenUp).ShouldBe((false, true, 2));
    }
}
