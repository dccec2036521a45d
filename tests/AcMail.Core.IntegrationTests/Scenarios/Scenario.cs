using System.Text;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>
/// A conversation with a mail server and the answers that are expected of every server, in the words of <see cref="ScriptVerb"/>.
/// Answers stand in the form that normalising gives them; see <see cref="Allowances"/>.
/// </summary>
sealed record Scenario(string Title, IReadOnlyList<ScriptLine> Lines)
{
    /// <summary>The differences that this scenario allows, each with its reason.</summary>
    public IEnumerable<string> Differences => Lines.Where(l => l.Verb == ScriptVerb.Differs).Select(l => l.Text);

    /// <summary>The conversation as it should go with servers of <paramref name="kind"/>.</summary>
    public string ExpectedOf(ServerKind kind)
    {
        var text = new StringBuilder();
        foreach (var line in Lines)
        {
            if (line.IsStep) text.AppendLine(line.Raw);
            else if (line.IsAnswerOf(kind)) text.AppendLine(Answer(line.Connection, line.Text));
        }

        return text.ToString();
    }

    /// <summary>What servers of <paramref name="kind"/> should answer to a step.</summary>
    public IReadOnlyList<string> AnswersTo(ScriptLine step, ServerKind kind) => [.. After(step).Where(l => l.IsAnswerOf(kind)).Select(l => l.Text)];

    /// <summary>Why servers may differ in what they answer to a step.</summary>
    public string? ReasonAfter(ScriptLine step) => After(step).FirstOrDefault(l => l.Verb == ScriptVerb.Differs)?.Text;

    public static string Answer(string connection, string text) => $"{connection}< {text}".TrimEnd();

    public override string ToString() => Title;

    IEnumerable<ScriptLine> After(ScriptLine step) => Lines.SkipWhile(l => !ReferenceEquals(l, step)).Skip(1).TakeWhile(l => !l.IsStep);
}
