using System.Globalization;
using System.Text;
using CsCheck;

namespace AcMail.Core.Tests.Messages;

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
        Find(received, date).ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData(";", "demain")]
    [InlineData("by b.fr; Fri, 1 Jan 2100 00:00:00 +0000", "Fri, 1 Jan 2100 00:00:00 +0000")]
    public void There_is_none_where_neither_can_be_believed(string? received, string? date) => Find(received, date).ShouldBeNull();

    [Fact]
    public void Whatever_a_header_says_it_is_never_later_than_a_day_from_now() => Gen.Select(Gen.String, Gen.DateTimeOffset, Gen.Bool).Sample(any =>
    {
        var told = any.Item2.ToString("ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
        var received = $"{any.Item1}; {told}";
        (Find(any.Item3 ? received : any.Item1, any.Item3 ? any.Item1 : told) ?? Now).ShouldBeLessThanOrEqualTo(Now.AddDays(1));
    });

    [Theory]
    [InlineData("Received: by b.fr;\r\n\tMon, 2 Sep 2019 08:30:00 +0200\r\nReceived: by a.fr; Sun, 1 Sep 2019 07:00:00 +0200\r\n\r\n", "2019-09-02T08:30:00+02:00")]
    [InlineData("Subject: x\nDATE : Sun, 1 Sep 2019 10:00:00 +0200\n", "2019-09-01T10:00:00+02:00")]
    [InlineData("Received: by b.fr; Mon, 2 Mar 2026 08:00:00 +0000\r\nDate: Sun, 1 Sep 2019 10:00:00 +0200\r\n\r\n", "2026-03-01T08:00:00+00:00")]
    [InlineData("Subject: x\r\n\r\nReceived: by b.fr; Mon, 2 Sep 2019 08:30:00 +0200\r\n", "2026-03-01T08:00:00+00:00")]
    [InlineData("", "2026-03-01T08:00:00+00:00")]
    public void What_is_downloaded_came_before(string message, string expected) =>
        ArrivalDate.Of(Encoding.ASCII.GetBytes(message), Now).ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("Received: by b.fr; Sun, 5 Mar 2028 08:00:00 +0000\r\n", "2028-03-05T08:00:00+00:00")]
    [InlineData("Received: by b.fr; Mon, 2 Sep 2019 08:30:00 +0200\r\n", "2019-09-02T08:30:00+02:00")]
    [InlineData("Received: by b.fr\r\nDate: Sun, 5 Mar 2028 08:00:00 +0000\r\n", "2026-03-01T08:00:00+00:00")]
    public void A_clock_that_is_behind_does_not_know_better_than_the_server(string message, string expected) =>
        ArrivalDate.Of(Encoding.ASCII.GetBytes(message), Now, isBehind: true).ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    static DateTimeOffset? Find(string? received, string? date) =>
        ArrivalDate.Find(Encoding.UTF8.GetBytes(received ?? ""), Encoding.UTF8.GetBytes(date ?? ""), Now);
}
