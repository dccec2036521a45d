namespace AcMail.Testing;

/// <summary>xtext (RFC 3461 §4): printable ASCII in which <c>+</c> and two upper-case hexadecimal digits stand for any octet.</summary>
static class SmtpXText
{
    public static bool IsValid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < '!' or > '~' or '=') return false;
            if (text[i] != '+') continue;
            if (i + 2 >= text.Length || !IsHex(text[i + 1]) || !IsHex(text[i + 2])) return false;
            i += 2;
        }

        return true;
    }

    static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'F');
}
