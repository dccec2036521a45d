using System.Collections;
using Microsoft.Extensions.Configuration;

namespace AcMail.Cli;

/// <summary>
/// Settings from variables such as <c>ACMAIL_Accounts__pro__Password</c>. Other ACMAIL_ variables, without a double underscore, belong to whoever set them.
/// </summary>
static class EnvironmentOverrides
{
    const string Prefix = "ACMAIL_";

    public static IReadOnlyDictionary<string, string?> Read(IDictionary environment, IConfiguration file)
    {
        var accounts = file.GetSection("AcMail:Accounts").GetChildren().Select(c => c.Key).ToList();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in environment)
        {
            var name = (string)variable.Key;
            if (variable.Value is string { Length: > 0 } value && IsSetting(name)) settings[Path(name, accounts)] = value;
        }

        return settings;
    }

    static bool IsSetting(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) &&
        (name.Contains("__", StringComparison.Ordinal) || name.Equals($"{Prefix}Directory", StringComparison.OrdinalIgnoreCase));

    static string Path(string name, List<string> accounts)
    {
        var keys = name[Prefix.Length..].Split("__");
        // Configuration keys ignore case and account names do not: the file's spelling is the account's name.
        if (keys.Length > 1 && keys[0].Equals("Accounts", StringComparison.OrdinalIgnoreCase))
            keys[1] = accounts.Find(a => a.Equals(keys[1], StringComparison.OrdinalIgnoreCase)) ?? keys[1];
        return $"AcMail:{string.Join(':', keys)}";
    }
}
