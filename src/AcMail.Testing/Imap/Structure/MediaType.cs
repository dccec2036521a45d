namespace AcMail.Testing;

/// <summary>A media type (RFC 2045 §5), spelt as in the message.</summary>
sealed record MediaType(string Type, string Subtype, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>What a part is that does not say (RFC 2045 §5.2).</summary>
    public static MediaType PlainText { get; } = new("text", "plain", [new("charset", "us-ascii")]);

    /// <summary>What a part of a digest is that does not say (RFC 2046 §5.1.5).</summary>
    public static MediaType Message { get; } = new("message", "rfc822", []);

    /// <summary>What a part is that is not looked into.</summary>
    public static MediaType Opaque { get; } = new("application", "octet-stream", []);

    public bool IsText => Is("text");

    public bool IsMessage => Is("message") && Subtype.Equals("rfc822", StringComparison.OrdinalIgnoreCase);

    public bool IsDigest => Is("multipart") && Subtype.Equals("digest", StringComparison.OrdinalIgnoreCase);

    /// <summary>The boundary of a multipart, or <see langword="null"/>.</summary>
    public string? Boundary => Is("multipart") && Parameter("boundary") is { Length: > 0 } boundary ? boundary.TrimEnd() : null;

    public bool IsMultipart => Is("multipart");

    public string? Parameter(string name) => Parameters.FirstOrDefault(p => p.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The type that <paramref name="field"/> names, or <paramref name="otherwise"/> where it names none.</summary>
    public static MediaType Read(HeaderField? field, MediaType otherwise)
    {
        if (field is not { } given) return otherwise;
        var read = FieldParameters.Read(given);
        return read.Head.Split('/') is [{ Length: > 0 } type, { Length: > 0 } subtype] && type.TrimEnd().Length > 0 && subtype.TrimStart().Length > 0
            ? new(type.TrimEnd(), subtype.TrimStart(), read.Parameters)
            : PlainText;
    }

    bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);
}
