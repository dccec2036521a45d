using CsCheck;

namespace AcMail.Core.Tests.Messages.Threads;

public sealed class BaseSubjectTests
{
    static readonly string[] Pieces = ["Re:", "RE :", "[", "]", "[a]", "(fwd)", "[fwd:", " ", "x", "é", "TR", ":"];

    [Theory]
    [InlineData("Sortie", false)]
    [InlineData("  SORTIE ", false)]
    [InlineData("[liste] Sortie", false)]
    [InlineData("[liste][prof] Sortie", false)]
    [InlineData("Re: Sortie", true)]
    [InlineData("RE : Sortie", true)]
    [InlineData("RE\u00a0: Sortie", true)]
    [InlineData("RE\u202f:Sortie", true)]
    [InlineData("TR : Sortie", true)]
    [InlineData("TR: RE : Re: Sortie", true)]
    [InlineData("Réf : Sortie", true)]
    [InlineData("Re\u0301f : Sortie", true)]
    [InlineData("RÉP : Sortie", true)]
    [InlineData("Re: [liste] Sortie", true)]
    [InlineData("[liste] Re: Sortie", true)]
    [InlineData("[liste] TR : [autre] Re[2]: Sortie", true)]
    [InlineData("Re [3]: Sortie", true)]
    [InlineData("Fwd: Fw: Sortie", true)]
    [InlineData("AW: WG: Sortie", true)]
    [InlineData("Sortie (fwd)", true)]
    [InlineData("Sortie (fwd) (FWD)", true)]
    [InlineData("[Fwd: Re: Sortie]", true)]
    [InlineData("Re:\r\n\tSortie", true)]
    public void What_is_put_around_a_subject_goes(string subject, bool isReply) => BaseSubject.Of(subject).ShouldBe(new("sortie", isReply));

    [Theory]
    [InlineData("", "", false)]
    [InlineData("Re:", "", true)]
    [InlineData("[urgent]", "[urgent]", false)]
    [InlineData("Réunion", "reunion", false)]
    [InlineData("Trop tard : relire", "trop tard : relire", false)]
    [InlineData("Re", "re", false)]
    [InlineData("Relevé: mai", "releve: mai", false)]
    public void What_belongs_to_it_stays(string subject, string text, bool isReply) => BaseSubject.Of(subject).ShouldBe(new(text, isReply));

    [Fact]
    public void A_lone_surrogate_is_no_obstacle() => BaseSubject.Of("Re: \ud800 x").ShouldBe(new("\ufffd x", true));

    [Fact]
    public void Nothing_is_left_to_take_away() => Gen.OneOf(
        Gen.String, Gen.Int[0, 11].Select(i => Pieces[i]).Array[0, 12].Select(p => string.Concat(p)))
        .Sample(subject => BaseSubject.Of(BaseSubject.Of(subject).Text) is { IsReply: false } again && again.Text == BaseSubject.Of(subject).Text);

    [Fact]
    public void A_subject_of_any_length_takes_no_time() =>
        BaseSubject.Of(string.Concat(Enumerable.Repeat("[a] Re[1]: ", 100_000))).Text.Length.ShouldBeLessThan(500);
}
