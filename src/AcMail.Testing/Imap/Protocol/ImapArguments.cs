using System.Globalization;
using System.Text;

namespace AcMail.Testing;

/// <summary>
/// Reads the arguments of one command from its octets, in which every literal stands in full after its <c>{n}</c> and CRLF. What the
/// grammar does not allow throws <see cref="ImapSyntaxException"/>.
/// </summary>
sealed class ImapArguments(ReadOnlyMemory<byte> octets, bool utf8 = false, Func<string, string>? meant = null)
{
    const int MaximumDepth = 50;

    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    int _at;
    int _depth;

    public bool AtEnd => _at == octets.Length;

    /// <summary>The next octet, or NUL at the end.</summary>
    public char Peek => AtEnd ? '\0' : (char)octets.Span[_at];

    public bool TrySkip(char c)
    {
        if (AtEnd || Peek != c) return false;
        _at++;
        return true;
    }

    public void Skip(char c)
    {
        if (!TrySkip(c)) throw Unexpected(c == ' ' ? "space" : $"'{c}'");
    }

    public void Space() => Skip(' ');

    public void End()
    {
        if (!AtEnd) throw new ImapSyntaxException("There are too many arguments.");
    }

    /// <summary>An atom (RFC 9051 §9), which may hold <c>[</c> but not <c>]</c>.</summary>
    public string Atom() => Word(ImapCharacters.IsAtom, "atom");

    /// <summary>Letters, digits, dots and hyphens: a fetch item or a search key, which a <c>[</c> or <c>(</c> may follow.</summary>
    public string Keyword() => Word(ImapCharacters.IsKeyword, "name");

    /// <summary>Skips <paramref name="name"/>, in any case, where it stands next as a whole name.</summary>
    public bool TryAtom(string name)
    {
        var rest = octets.Span[_at..];
        if (rest.Length < name.Length || !Ascii.EqualsIgnoreCase(rest[..name.Length], name)) return false;
        if (rest.Length > name.Length && ImapCharacters.IsKeyword(rest[name.Length])) return false;
        _at += name.Length;
        return true;
    }

    /// <summary>An atom, quoted string or literal, in UTF-8.</summary>
    public string AString() => Text(AStringOctets().Span);

    /// <summary>A quoted string or literal, in UTF-8, or <see langword="null"/> for NIL.</summary>
    public string? NString() => Peek is '"' or '{' ? Text(StringOctets().Span) : TryAtom("NIL") ? null : throw Unexpected("string or NIL");

    /// <summary>A quoted string, a literal or a literal8.</summary>
    public ReadOnlyMemory<byte> StringOctets() => Peek switch
    {
        '"' => Quoted(),
        '{' or '~' => Literal(),
        _ => throw Unexpected("string"),
    };

    /// <summary>The name of a mailbox, decoded: INBOX in capitals, others as they are, or as the server takes them.</summary>
    public string Mailbox() => Meant(ImapMailboxName.Canonical(ImapMailboxName.Decode(AStringOctets().Span, utf8)));

    /// <summary>A name of a mailbox in which <c>*</c> and <c>%</c> may occur, decoded.</summary>
    public string MailboxPattern()
    {
        var pattern = Peek is '"' or '{' ? StringOctets() : Octets(ImapCharacters.IsListCharacter, "pattern");
        var name = ImapMailboxName.Decode(pattern.Span, utf8);
        return name.AsSpan().ContainsAny('*', '%') ? name : Meant(name);
    }

    public uint Number() =>
        uint.TryParse(Digits(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw TooLarge();

    /// <summary>A number of up to 63 bits.</summary>
    public ulong Number64() =>
        long.TryParse(Digits(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (ulong)number : throw TooLarge();

    public SequenceSet SequenceSet() => Testing.SequenceSet.Parse(Word(ImapCharacters.IsSequenceSet, "message set"));

    /// <summary>A system flag that may be changed, or a keyword.</summary>
    public string Flag() => TrySkip('\\') ? FlagNames.Named(Atom()) : Atom();

    /// <summary>Flags in parentheses, maybe none.</summary>
    public FlagSet FlagList() => FlagSet.Of(List(a => a.Flag()));

    /// <summary>Flags in parentheses, or some separated by spaces up to the end (RFC 9051 §6.4.6).</summary>
    public FlagSet BareOrListFlags()
    {
        if (Peek == '(') return FlagList();
        var flags = new List<string> { Flag() };
        while (TrySkip(' ')) flags.Add(Flag());
        return FlagSet.Of(flags);
    }

    /// <summary>Items in parentheses, separated by spaces, maybe none.</summary>
    public IReadOnlyList<T> List<T>(Func<ImapArguments, T> item)
    {
        Skip('(');
        Enter();
        var items = new List<T>();
        while (!TrySkip(')'))
        {
            if (items.Count > 0) Space();
            items.Add(item(this));
        }

        Leave();
        return items;
    }

    /// <summary>To be called where the reader recurses, so that a hostile command cannot exhaust the stack.</summary>
    public void Enter()
    {
        if (++_depth > MaximumDepth) throw new ImapSyntaxException("The command is nested too deeply.");
    }

    public void Leave() => _depth--;

    ReadOnlyMemory<byte> AStringOctets() => Peek is '"' or '{' ? StringOctets() : Octets(ImapCharacters.IsAString, "string");

    ReadOnlyMemory<byte> Quoted()
    {
        var start = ++_at;
        var text = octets.Span;
        List<byte>? unescaped = null;
        for (; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == '"')
            {
                var plain = octets[start.._at++];
                return unescaped is null ? plain : unescaped.ToArray();
            }

            if (c is (byte)'\r' or (byte)'\n') break;
            if (c == '\\')
            {
                unescaped ??= [.. text[start.._at]];
                if (++_at == text.Length || text[_at] is not ((byte)'"' or (byte)'\\'))
                    throw new ImapSyntaxException("A quoted string holds a wrong escape.");
            }

            unescaped?.Add(text[_at]);
        }

        throw new ImapSyntaxException("A quoted string has no end.");
    }

    ReadOnlyMemory<byte> Literal()
    {
        TrySkip('~');
        Skip('{');
        var length = Number();
        TrySkip('+');
        Skip('}');
        Skip('\r');
        Skip('\n');
        if (length > octets.Length - _at) throw new ImapSyntaxException("A literal has no end.");
        var literal = octets.Slice(_at, (int)length);
        _at += (int)length;
        return literal;
    }

    string Digits() => Word(c => char.IsAsciiDigit((char)c), "number");

    string Word(Func<byte, bool> isPart, string what) => Encoding.Latin1.GetString(Octets(isPart, what).Span);

    ReadOnlyMemory<byte> Octets(Func<byte, bool> isPart, string what)
    {
        var start = _at;
        var text = octets.Span;
        while (_at < text.Length && isPart(text[_at])) _at++;
        return _at > start ? octets[start.._at] : throw Unexpected(what);
    }

    string Meant(string name) => meant is null ? name : meant(name);

    static string Text(ReadOnlySpan<byte> text)
    {
        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw new ImapSyntaxException("A string is not in UTF-8.");
        }
    }

    static ImapSyntaxException TooLarge() => new("A number is too large.");

    ImapSyntaxException Unexpected(string wanted) =>
        new(AtEnd ? $"The command ends where a {wanted} is expected." : $"There is no {wanted} at octet {_at} of the command.");
}
