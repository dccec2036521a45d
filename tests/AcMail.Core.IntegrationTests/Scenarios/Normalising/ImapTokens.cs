using System.Globalization;
using System.Text;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>Reads the values of a response, in which literals stand as they came.</summary>
sealed class ImapTokens
{
    readonly string _text;
    int _at;

    ImapTokens(string text) => _text = text;

    public static List<ImapToken> Parse(string text)
    {
        var tokens = new ImapTokens(text);
        var all = tokens.Sequence(nested: false);
        return tokens._at == text.Length ? all : throw new FormatException($"Not a response: {text}");
    }

    List<ImapToken> Sequence(bool nested)
    {
        var items = new List<ImapToken>();
        while (_at < _text.Length && _text[_at] != ')')
        {
            if (_text[_at] == ' ') _at++;
            else items.Add(One());
        }

        if (nested && _at == _text.Length) throw new FormatException($"A list without an end: {_text}");
        return items;
    }

    ImapToken One()
    {
        switch (_text[_at])
        {
            case '(':
                _at++;
                var list = new ImapList(Sequence(nested: true));
                _at++;
                return list;
            case '"':
                return new ImapString(Quoted());
            case '{':
                return new ImapString(Literal());
            default:
                return new ImapAtom(Atom());
        }
    }

    string Quoted()
    {
        var text = new StringBuilder();
        for (_at++; _text[_at] != '"'; _at++)
        {
            if (_text[_at] == '\\') _at++;
            text.Append(_text[_at]);
        }

        _at++;
        return text.ToString();
    }

    string Literal()
    {
        var end = _text.IndexOf("}\r\n", _at, StringComparison.Ordinal);
        var length = int.Parse(_text[(_at + 1)..end], CultureInfo.InvariantCulture);
        _at = end + 3 + length;
        return _text.Substring(end + 3, length);
    }

    /// <summary>An atom, with what stands in brackets: <c>BODY[HEADER.FIELDS (FROM)]&lt;0&gt;</c> is one.</summary>
    string Atom()
    {
        var start = _at;
        for (var depth = 0; _at < _text.Length && (depth > 0 || _text[_at] is not (' ' or '(' or ')')); _at++)
            depth += _text[_at] switch { '[' => 1, ']' => -1, _ => 0 };
        return _text[start.._at];
    }
}
