namespace AcMail.Testing;

/// <summary>A parameter of MAIL or RCPT (RFC 5321 §4.1.2, esmtp-param).</summary>
readonly record struct SmtpParameter(string Name, string? Value)
{
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The parameters in what follows a path; <see langword="null"/> where one is malformed or stands twice.</summary>
    public static IReadOnlyList<SmtpParameter>? ReadAll(string text)
    {
        var parameters = new List<SmtpParameter>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var parameter = equals < 0 ? new SmtpParameter(word, null) : new(word[..equals], word[(equals + 1)..]);
            if (!parameter.IsWellFormed || parameters.Exists(p => p.Is(parameter.Name))) return null;
            parameters.Add(parameter);
        }

        return parameters;
    }

    public override string ToString() => Value is null ? Name : $"{Name}={Value}";

    bool IsWellFormed =>
        Name.Length > 0 && char.IsAsciiLetterOrDigit(Name[0]) && Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && (Value is null || (Value.Length > 0 && Value.All(c => c is > ' ' and not '=' and not '\x7f')));
}
