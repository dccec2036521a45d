using System.Text;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>One value of an IMAP response: an atom, a string (quoted or literal), or a parenthesised list.</summary>
abstract record ImapToken
{
    public sealed override string ToString() => this switch
    {
        ImapAtom atom => atom.Text,
        ImapString text => Quote(text.Octets),
        ImapList list => $"({string.Join(' ', list.Items)})",
        _ => "",
    };

    static string Quote(string octets)
    {
        var text = new StringBuilder("\"");
        foreach (var c in octets)
        {
            text.Append(c switch
            {
                '\r' => "\\r",
                '\n' => "\\n",
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or > '~' => $"\\x{(int)c:X2}",
                _ => $"{c}",
            });
        }

        return text.Append('"').ToString();
    }
}

sealed record ImapAtom(string Text) : ImapToken;

sealed record ImapString(string Octets) : ImapToken;

sealed record ImapList(IReadOnlyList<ImapToken> Items) : ImapToken;
