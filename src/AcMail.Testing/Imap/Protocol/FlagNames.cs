namespace AcMail.Testing;

/// <summary>The system flags that a client may change (RFC 9051 §2.3.2).</summary>
static class FlagNames
{
    public static IReadOnlyList<string> All { get; } = [@"\Answered", @"\Flagged", @"\Deleted", @"\Seen", @"\Draft"];

    /// <summary>The flag in its usual spelling.</summary>
    /// <param name="name">Its name without the backslash.</param>
    /// <exception cref="ImapSyntaxException">There is none, or it is <c>\Recent</c>, which only the server sets.</exception>
    public static string Named(string name) =>
        All.FirstOrDefault(f => f.AsSpan(1).Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ImapSyntaxException($@"\{name} is not a flag that can be set.");
}
