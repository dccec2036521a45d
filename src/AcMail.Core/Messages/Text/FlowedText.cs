using System.Text;

namespace AcMail;

/// <summary>
/// Puts the lines of format=flowed together (RFC 3676): one that ends with a space goes on in the next of the same quotation. The line above a signature,
/// <c>-- </c>, ends with one as well and stands for itself (§4.3), which MimeKit overlooks.
/// </summary>
static class FlowedText
{
    const string SignatureLine = "-- ";

    public static string Join(string text, bool deletesSpaces)
    {
        var joined = new StringBuilder(text.Length);
        int? open = null;
        foreach (var (number, line) in text.Split('\n').Index())
        {
            var depth = line.AsSpan().IndexOfAnyExcept('>') is var other and >= 0 ? other : line.Length;
            var content = line.AsSpan(depth);
            if (content.StartsWith(' ')) content = content[1..];
            var isSignature = content.SequenceEqual(SignatureLine);
            if (open != depth || isSignature)
            {
                if (number > 0) joined.Append('\n');
                joined.Append('>', depth);
                if (depth > 0 && content.Length > 0) joined.Append(' ');
            }

            var flows = content.EndsWith(' ') && !isSignature;
            joined.Append(flows && deletesSpaces ? content[..^1] : content);
            open = flows ? depth : null;
        }

        return joined.ToString();
    }
}
