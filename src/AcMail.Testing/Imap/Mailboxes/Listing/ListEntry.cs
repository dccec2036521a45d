namespace AcMail.Testing;

/// <summary>One LIST response.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Attributes">Its name attributes.</param>
/// <param name="ChildInfo">What is selected below it, or empty (CHILDINFO, RFC 5258 §4).</param>
sealed record ListEntry(ListedName Name, IReadOnlyList<string> Attributes, IReadOnlyList<string> ChildInfo);
