using System.Diagnostics.CodeAnalysis;

namespace AcMail.Testing;

/// <summary>A command that the grammar does not allow: it is answered by a tagged BAD with this message.</summary>
[SuppressMessage("Design", "CA1064", Justification = "It ends where the command ends.")]
sealed class ImapSyntaxException(string message) : Exception(message);
