namespace AcMail.Testing;

/// <summary>A command that the grammar does not allow: it is answered by a tagged BAD with this message.</summary>
sealed class ImapSyntaxException(string message) : Exception(message);
