namespace AcMail.Tests;

public sealed class MessageQueryTests
{
    [Fact]
    public void A_limit_below_zero_is_refused_and_none_is_none()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new MessageQuery { Limit = -1 }).ParamName.ShouldBe("Limit");
        (new MessageQuery { Limit = 0 }.Limit, new MessageQuery { Limit = null }.Limit).ShouldBe((0, null));
    }
}
