namespace AcMail.Testing;

/// <summary>The result options of SEARCH (RFC 4731 §3.1).</summary>
[Flags]
enum SearchReturns
{
    None = 0,
    Min = 1,
    Max = 2,
    All = 4,
    Count = 8,
}
