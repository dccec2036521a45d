namespace AcMail.Testing;

/// <summary>Whether a message is searched for.</summary>
delegate bool SearchKey(SearchedMessage message);
