using CsCheck;

namespace AcMail.Cli.Tests.Export;

static class Pieces
{
    /// <summary>Texts put together from <paramref name="pieces"/>, which a random string would hardly ever hold.</summary>
    public static Gen<string> Of(params string[] pieces) =>
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).List[0, 20].Select(string.Concat);
}
