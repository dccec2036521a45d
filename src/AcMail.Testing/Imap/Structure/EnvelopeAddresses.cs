using System.Buffers;
using System.Text;
using MimeKit;

namespace AcMail.Testing;

/// <summary>The addresses of a header field as an ENVELOPE gives them: taken apart, with encoded words left as they are.</summary>
static class EnvelopeAddresses
{
    // Characters of atoms of which one stands in for the question mark that would make MimeKit decode.
    const string StandIns = "^|~`";

    /// <summary>Writes a list of address structures, or NIL where there is none.</summary>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<InternetAddress> addresses, char? standIn, bool namesMissing)
    {
        if (addresses.Count == 0)
        {
            output.Text("NIL");
            return;
        }

        output.Text("(");
        foreach (var address in addresses) Write(output, address, standIn, namesMissing);
        output.Text(")");
    }

    /// <summary>The addresses in <paramref name="field"/>, and the character that stands for the question mark in encoded words.</summary>
    public static (IReadOnlyList<InternetAddress> Addresses, char? StandIn) Read(HeaderField? field)
    {
        if (field is not { } given) return ([], null);
        var octets = given.Unfold();
        var standIn = StandInFor(octets);
        if (standIn is { } c)
            for (var i = 0; i + 1 < octets.Length; i++)
                if (octets[i] == '=' && octets[i + 1] == '?') octets[i + 1] = (byte)c;
        return (InternetAddressList.TryParse(ParserOptions.Default, octets, out var list) ? [.. list] : [], standIn);
    }

    static char? StandInFor(byte[] octets)
    {
        foreach (var c in StandIns)
            if (octets.AsSpan().IndexOf([(byte)'=', (byte)c]) < 0) return c;
        return null;
    }

    static void Write(IBufferWriter<byte> output, InternetAddress address, char? standIn, bool namesMissing)
    {
        switch (address)
        {
            case GroupAddress group:
                Write(output, null, null, Restore(group.Name, standIn) ?? "", null);
                foreach (var member in group.Members) Write(output, member, standIn, namesMissing);
                Write(output, null, null, null, null);
                break;
            case MailboxAddress mailbox:
                var route = mailbox.Route.Count > 0 ? string.Join(',', mailbox.Route.Select(host => $"@{host}")) : null;
                var name = Restore(mailbox.Name, standIn);
                var local = Unquote(Restore(mailbox.LocalPart, standIn) ?? "");
                var domain = mailbox.Domain ?? "";
                if (namesMissing) (local, domain) = (Or(local, "MISSING_MAILBOX"), Or(domain, "MISSING_DOMAIN"));
                Write(output, string.IsNullOrEmpty(name) ? null : name, route, local, domain);
                break;
        }
    }

    static void Write(IBufferWriter<byte> output, string? name, string? route, string? mailbox, string? host)
    {
        output.Text("(");
        output.NString(name);
        output.Text(" ");
        output.NString(route);
        output.Text(" ");
        output.NString(mailbox);
        output.Text(" ");
        output.NString(host);
        output.Text(")");
    }

    static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;

    static string? Restore(string? text, char? standIn) =>
        standIn is { } c ? text?.Replace($"={c}", "=?", StringComparison.Ordinal) : text;

    static string Unquote(string localPart)
    {
        if (localPart is not ['"', .., '"']) return localPart;
        var plain = new StringBuilder();
        for (var i = 1; i < localPart.Length - 1; i++)
        {
            if (localPart[i] == '\\' && i + 1 < localPart.Length - 1) i++;
            plain.Append(localPart[i]);
        }

        return plain.ToString();
    }
}
