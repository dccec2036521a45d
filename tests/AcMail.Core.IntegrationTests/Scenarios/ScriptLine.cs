using System.Text.RegularExpressions;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>One line of a script, in the notation that <see cref="ScriptVerb"/> explains.</summary>
/// <param name="Raw">The line as it stands in the file.</param>
/// <param name="Connection">The connection it is about, such as <c>imap1</c>, or empty.</param>
/// <param name="OnlyOn">The kinds of server that give this answer, or <see langword="null"/> for all.</param>
sealed partial record ScriptLine(string Raw, ScriptVerb Verb, string Connection, string Text, IReadOnlyList<ServerKind>? OnlyOn = null)
{
    const string Remark = "(?<remark>#.*|)";
    const string Setting = "(?:(?<given>given)|(?<differs>differs):) (?<text>.*)";
    const string Connected =
        @"(?<connection>(?:imap|pop|smtp)\d)(?:\((?<server>Dovecot(?: 2\.[34])?|Postfix|AcMail)\))?"
        + "(?:(?<verb>>>|[>!|<])(?: (?<text>.*))?| (?<verb>opens|drops)| (?<verb>awaits) (?<text>.*))";

    /// <summary>Whether it makes the runner do something; the rest is answers and remarks.</summary>
    public bool IsStep => Verb is not (ScriptVerb.Answer or ScriptVerb.Differs or ScriptVerb.Remark);

    public bool IsAnswerOf(ServerKind kind) => Verb == ScriptVerb.Answer && OnlyOn?.Contains(kind) != false;

    public static ScriptLine Parse(string raw)
    {
        var match = Pattern().Match(raw);
        var text = match.Groups["text"].Value;
        if (!match.Success) throw new FormatException($"Not a line of a script: {raw}");
        if (match.Groups["remark"].Success) return new(raw, ScriptVerb.Remark, "", raw);
        if (match.Groups["given"].Success) return new(raw, ScriptVerb.Given, "", text);
        if (match.Groups["differs"].Success) return new(raw, ScriptVerb.Differs, "", text);
        return new(raw, VerbOf(match.Groups["verb"].Value), match.Groups["connection"].Value, text, KindsOf(match.Groups["server"].Value));
    }

    static ScriptVerb VerbOf(string sign) => sign switch
    {
        ">" => ScriptVerb.Ask,
        ">>" => ScriptVerb.AskLater,
        "!" => ScriptVerb.AskSilently,
        "|" => ScriptVerb.Send,
        "<" => ScriptVerb.Answer,
        "opens" => ScriptVerb.Open,
        "drops" => ScriptVerb.Drop,
        _ => ScriptVerb.Await,
    };

    static ServerKind[]? KindsOf(string name) => name switch
    {
        "" => null,
        "AcMail" => [ServerKind.InProcess],
        "Dovecot 2.3" => [ServerKind.Dovecot23],
        "Dovecot 2.4" => [ServerKind.Dovecot24],
        _ => [ServerKind.Dovecot23, ServerKind.Dovecot24],
    };

    [GeneratedRegex("^(?:" + Remark + "|" + Setting + "|" + Connected + ")$")]
    private static partial Regex Pattern();
}
