namespace AcMail.Core.IntegrationTests.Scenarios;

static class TextDifference
{
    /// <summary>What is expected and what came at the first line that differs, with the lines before it; or <see langword="null"/>.</summary>
    public static string? Find(string expected, string actual)
    {
        var (wanted, given) = (expected.Split('\n'), actual.Split('\n'));
        var same = wanted.Zip(given).TakeWhile(p => p.First == p.Second).Count();
        if (same == wanted.Length && same == given.Length) return null;
        var before = string.Join('\n', wanted.Take(same).TakeLast(6));
        return $"{before}\nexpected: {wanted.ElementAtOrDefault(same)}\nbut was:  {given.ElementAtOrDefault(same)}";
    }
}
