using System.Globalization;
using CsCheck;

namespace AcMail.Core.Tests.Migration;

public sealed class ArrivalDateTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("from a.fr by b.fr with ESMTPS id 4Bc; Mon, 2 Sep 2019 08:30:00 +0200 (CEST)", "Sun, 1 Sep 2019 10:00:00 +0200", "2019-09-02T08:30:00+02:00")]
    [InlineData("from a.fr (HELO; x) by b.fr;\r\n\tMon, 2 Sep 2019 08:30:00 +0200", null, "2019-09-02T08:30:00+02:00")]
    [InlineData("from a.fr by b.fr", "Sun, 1 Sep 2019 10:00:00 +0200", "2019-09-01T10:00:00+02:00")]
    [InlineData("from a.fr by b.fr; hier", "Sun, 1 Sep 2019 10:00:00 +0200", "2019-09-01T10:00:00+02:00")]
    [InlineData(null, "Sun, 1 Sep 2019 10:00:00 +0200", "2019-09-01T10:00:00+02:00")]
    [InlineData("by b.fr; Tue, 3 Mar 2026 08:00:01 +0000", "Sun, 1 Sep 2019 10:00:00 +0200", "2019-09-01T10:00:00+02:00")]
    [InlineData("by b.fr; Mon, 2 Mar 2026 08:00:00 +0000", "Sun, 1 Sep 2019 10:00:00 +0200", "2026-03-02T08:00:00+00:00")]
    [InlineData("by b.fr; Thu, 1 Jan 1970 00:00:00 +0000", "Sun, 1 Sep 2019 10:00:00 +0200", "2019-09-01T10:00:00+02:00")]
    public void It_is_the_topmost_hop_s_else_the_sender_s(string? received, string? date, string expected) =>
        ArrivalDate.Find(received, date, Now).ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData(";", "demain")]
    [InlineData("by b.fr; Fri, 1 Jan 2100 00:00:00 +0000", "Fri, 1 Jan 2100 00:00:00 +0000")]
    public void There_is_none_where_neither_can_be_believed(string? received, string? date) => ArrivalDate.Find(received, date, Now).ShouldBeNull();

    [Fact]
    public void Whatever_a_header_says_it_is_never_later_than_a_day_from_now() => Gen.Select(Gen.String, Gen.DateTimeOffset, Gen.Bool).Sample(any =>
    {
        var told = any.Item2.ToString("ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
        var received = $"{any.Item1}; {told}";
        (ArrivalDate.Find(any.Item3 ? received : any.Item1, any.Item3 ? any.Item1 : told, Now) ?? Now).ShouldBeLessThanOrEqualTo(Now.AddDays(1));
    });

    [Fact]
    public void What_somebody_filed_with_a_date_that_he_means_keeps_it()
    {
        ArrivalDate.IsOfDownload(Now, isInLedger: false).ShouldBeFalse();
        ArrivalDate.IsOfDownload(Now.AddTicks(1), isInLedger: false).ShouldBeTrue();
        ArrivalDate.IsOfDownload(Now, isInLedger: true).ShouldBeTrue();
    }
}
