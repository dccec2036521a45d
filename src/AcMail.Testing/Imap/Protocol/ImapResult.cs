namespace AcMail.Testing;

/// <summary>What a tagged response says.</summary>
/// <param name="Status">OK, NO or BAD.</param>
/// <param name="Code">The response code without its brackets, such as <c>TRYCREATE</c>, or <see langword="null"/>.</param>
/// <param name="Text">What a person may read.</param>
readonly record struct ImapResult(string Status, string? Code, string Text)
{
    public static ImapResult Ok(string text = "done.", string? code = null) => new("OK", code, text);

    public static ImapResult No(string text, string? code = null) => new("NO", code, text);

    public static ImapResult Bad(string text, string? code = null) => new("BAD", code, text);

    public override string ToString() => Code is null ? $"{Status} {Text}" : $"{Status} [{Code}] {Text}";
}
