using CsCheck;

namespace AcMail.Core.Tests.Imap.Bodies;

public sealed class BodySettingsTests
{
    static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void All_bodies_are_kept_by_default() => BodySettings.From(new()).KeepsAll.ShouldBeTrue();

    [Theory]
    [InlineData(false, null, null, true)]
    [InlineData(true, null, null, false)]
    [InlineData(false, 10, null, true)]
    [InlineData(false, 9, null, false)]
    [InlineData(false, null, 1000L, true)]
    [InlineData(false, null, 999L, false)]
    [InlineData(false, 10, 999L, false)]
    [InlineData(false, 9, 1000L, false)]
    public void A_body_is_kept_within_all_limits(bool onDemand, int? days, long? size, bool kept) =>
        new BodySettings(onDemand, days, size).Keeps(1000, Now.AddDays(-10), Now).ShouldBe(kept);

    [Fact]
    public void What_is_asked_of_the_store_is_what_is_kept() =>
        Gen.Select(Gen.Int[1, 40].Nullable(), Gen.Long[1, 40].Nullable(), Gen.Long[0, 50], Gen.Int[0, 50]).Sample((days, limit, size, age) =>
        {
            var (settings, date) = (new BodySettings(false, days, limit), Now.AddDays(-age));
            settings.Keeps(size, date, Now).ShouldBe(size <= settings.SizeLimit && date >= settings.DateLimit(Now));
        });
}
