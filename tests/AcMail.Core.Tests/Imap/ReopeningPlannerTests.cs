using CsCheck;

namespace AcMail.Core.Tests.Imap;

public sealed class ReopeningPlannerTests
{
    static readonly Gen<MailErrorKind> Kinds = Gen.Frequency(
        (1, Gen.Const(MailErrorKind.ConnectionLost)), (1, Gen.Const(MailErrorKind.Timeout)), (1, Gen.Enum<MailErrorKind>()));

    static readonly string?[] Words =
        [null, "* BYE The selected mailbox is not there any more.", "* BYE Account exceeded command or bandwidth limits. (Failure)", "* BYE [LIMIT] Too many."];

    static readonly Gen<BrokenPass> Passes = Gen.Select(
        Kinds, Gen.Int[0, Words.Length - 1], Gen.Int[0, 4], Gen.Bool.Array[4], (kind, words, reopenings, bits) =>
        new BrokenPass(new(kind, default, default) { ServerReply = Words[words] }, reopenings)
        {
            WasOpen = bits[0], HasBegun = bits[1], HasAdvanced = bits[2], HasGivenUp = bits[3],
        });

    [Fact]
    public void Only_a_connection_that_was_open_and_broke_is_replaced() => Passes.Sample(pass =>
    {
        if (pass.Failure.Kind is not (MailErrorKind.ConnectionLost or MailErrorKind.Timeout) || !pass.WasOpen) ReopeningPlanner.BeginsAgain(pass).ShouldBeFalse();
    });

    [Fact]
    public void A_server_that_asks_for_patience_is_left_alone() => Passes.Sample(pass =>
    {
        if (ThrottleHint.Find(pass.Failure.ServerReply) is not null) ReopeningPlanner.BeginsAgain(pass).ShouldBeFalse();
    });

    [Fact]
    public void The_first_time_the_server_only_has_to_have_answered() => Passes.Sample(pass =>
        ReopeningPlanner.BeginsAgain(Lost(pass) with { Reopenings = 0 }).ShouldBe(pass.HasBegun));

    [Fact]
    public void Later_the_pass_has_to_have_advanced_in_between_or_given_up_what_it_broke_over() => Passes.Sample(pass =>
        ReopeningPlanner.BeginsAgain(Lost(pass) with { Reopenings = 1 }).ShouldBe(pass.HasAdvanced || pass.HasGivenUp));

    [Fact]
    public void However_it_ends_a_pass_takes_no_more_than_three_connections() => Passes.Array[10].Sample(ends =>
        ends.Select((end, i) => end with { Reopenings = i }).TakeWhile(ReopeningPlanner.BeginsAgain).Count().ShouldBeLessThanOrEqualTo(ReopeningPlanner.Most));

    static BrokenPass Lost(BrokenPass pass) => pass with { Failure = new(MailErrorKind.ConnectionLost, default, default), WasOpen = true };
}
