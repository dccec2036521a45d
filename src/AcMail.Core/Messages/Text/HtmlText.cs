using System.Text;
using MimeKit.Text;

namespace AcMail;

/// <summary>The words of HTML: no layout, scripts or styles; blocks become lines.</summary>
static class HtmlText
{
    /// <summary>For a person to read: without empty lines and runs of white space.</summary>
    public static string ToLines(string html)
    {
        var text = new StringBuilder();
        AppendTo(text, html, int.MaxValue);
        var lines = text.ToString().Split('\n').Select(l => string.Join(' ', l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return string.Join('\n', lines.Where(l => l.Length > 0));
    }

    /// <summary>Appends the words until <paramref name="text"/> is <paramref name="longest"/>, or about so.</summary>
    public static void AppendTo(StringBuilder text, string html, int longest)
    {
        using var reader = new StringReader(html);
        var tokens = new HtmlTokenizer(reader) { DecodeCharacterReferences = true };
        var hidden = HtmlTagId.Unknown;
        while (text.Length < longest && tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                if (IsHidden(tag.Id)) hidden = tag.IsEndTag || tag.IsEmptyElement ? HtmlTagId.Unknown : tag.Id;
                else if (IsBlock(tag.Id)) text.Append('\n');
            }
            else if (hidden == HtmlTagId.Unknown && token is HtmlDataToken { Kind: HtmlTokenKind.Data } data)
            {
                text.Append(data.Data);
            }
        }
    }

    static bool IsHidden(HtmlTagId tag) => tag is HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Title;

    static bool IsBlock(HtmlTagId tag) => tag is
        HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.LI or HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.DL or HtmlTagId.DT or HtmlTagId.DD or
        HtmlTagId.TR or HtmlTagId.TD or HtmlTagId.TH or HtmlTagId.Table or HtmlTagId.Caption or HtmlTagId.BlockQuote or HtmlTagId.Pre or HtmlTagId.HR or
        HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.Address or HtmlTagId.Article or
        HtmlTagId.Aside or HtmlTagId.Body or HtmlTagId.Center or HtmlTagId.Details or HtmlTagId.FieldSet or HtmlTagId.FigCaption or HtmlTagId.Figure or
        HtmlTagId.Footer or HtmlTagId.Form or HtmlTagId.Header or HtmlTagId.Main or HtmlTagId.Nav or HtmlTagId.Option or HtmlTagId.Section or
        HtmlTagId.Summary or HtmlTagId.TextArea;
}
