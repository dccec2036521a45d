using System.Text;
using MimeKit.Text;

namespace AcMail.Cli;

/// <summary>The words of an HTML message, for a terminal: no layout, blocks become lines.</summary>
static class HtmlText
{
    public static string Of(string html)
    {
        using var reader = new StringReader(html);
        var tokens = new HtmlTokenizer(reader) { DecodeCharacterReferences = true };
        var text = new StringBuilder();
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag) text.Append(IsBlock(tag.Id) ? "\n" : "");
            else if (token is HtmlDataToken { Kind: HtmlTokenKind.Data } data) text.Append(data.Data);
        }

        var lines = text.ToString().Split('\n').Select(l => string.Join(' ', l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return string.Join('\n', lines.Where(l => l.Length > 0));
    }

    static bool IsBlock(HtmlTagId tag) => tag is
        HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.LI or HtmlTagId.TR or HtmlTagId.Table or HtmlTagId.BlockQuote or
        HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.HR;
}
