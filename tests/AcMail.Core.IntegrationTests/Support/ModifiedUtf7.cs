using System.Text;

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>The encoding of mailbox names (RFC 3501 §5.1.3), written a second time so that the library's is checked against it.</summary>
static class ModifiedUtf7
{
    public static string Encode(string name)
    {
        var wire = new StringBuilder();
        for (var i = 0; i < name.Length;)
        {
            var start = i;
            while (i < name.Length && name[i] is (< ' ' or > '~')) i++;
            if (i > start)
                wire.Append('&').Append(Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name[start..i])).TrimEnd('=').Replace('/', ',')).Append('-');
            else
                wire.Append(name[i] == '&' ? "&-" : name[i].ToString());
            if (i == start) i++;
        }

        return wire.ToString();
    }

    public static string Decode(string wire)
    {
        var name = new StringBuilder();
        for (var i = 0; i < wire.Length; i++)
        {
            if (wire[i] != '&')
            {
                name.Append(wire[i]);
                continue;
            }

            var end = wire.IndexOf('-', i);
            var base64 = wire[(i + 1)..end].Replace(',', '/');
            name.Append(base64.Length == 0
                ? "&" : Encoding.BigEndianUnicode.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='))));
            i = end;
        }

        return name.ToString();
    }
}
