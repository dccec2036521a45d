using System.Text;
using System.Text.RegularExpressions;
using AcMail.Core.IntegrationTests.Scenarios.Normalising;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>
/// The braces in a command: <c>{user}</c> and its like, names that answers were given (<c>{validity1}</c>), and literals
/// (<c>{text …}</c>, <c>{mail …}</c>), for which the server is asked first unless a <c>+</c> follows the word; <c>{chunk …}</c> and
/// <c>{last …}</c> are what BDAT sends.
/// </summary>
static partial class ScriptText
{
    const string Pause = "\0\0";

    /// <summary>The octets to send, in parts; before each but the first, the server has to ask for it.</summary>
    public static IReadOnlyList<string> Expand(string text, string user, string password, Symbols symbols)
    {
        var octets = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        var named = Name().Replace(octets, m => m.Groups[1].Value switch
        {
            "user" => user,
            "password" => password,
            "address" => $"{user}@ac-lyon.fr",
            "user64" => Base64(user),
            "password64" => Base64(password),
            "plain64" => Base64($"\0{user}\0{password}"),
            var name => symbols.Resolve(name),
        });
        return Octets().Replace(named, m => m.Groups["word"].Value switch
        {
            "text" => Literal(Lines(m), m.Groups["plus"].Value),
            "mail" => Literal(ScenarioFiles.Mail(m.Groups["value"].Value), m.Groups["plus"].Value),
            "chunk" => $"{Lines(m).Length}{Pause}{Lines(m)}",
            _ => $"{Lines(m).Length} LAST{Pause}{Lines(m)}",
        }).Split(Pause);
    }

    static string Lines(Match braces) => braces.Groups["value"].Value.Replace("\\r\\n", "\r\n", StringComparison.Ordinal);

    static string Literal(string octets, string plus) =>
        plus.Length > 0 ? $"{{{octets.Length}+}}\r\n{octets}" : $"{{{octets.Length}}}{Pause}{octets}";

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\{([a-z]+[0-9]*)\}")]
    private static partial Regex Name();

    [GeneratedRegex(@"\{(?<word>text|mail|chunk|last)(?<plus>\+)? (?<value>[^}]*)\}")]
    private static partial Regex Octets();
}
