namespace AcMail;

/// <summary>Recognises a server by how it greets.</summary>
static class Greeting
{
    /// <summary>What kind of server says <paramref name="greeting"/>, or <see langword="null"/>.</summary>
    public static string? NameService(string greeting) => greeting switch
    {
        _ when Begins(greeting, "220") && greeting.Contains("FTP", StringComparison.OrdinalIgnoreCase) => "FTP",
        _ when Begins(greeting, "220") => "SMTP",
        _ when Begins(greeting, "+OK") => "POP3",
        _ when Begins(greeting, "* ") => "IMAP",
        _ when Begins(greeting, "HTTP/") => "HTTP",
        _ when Begins(greeting, "SSH-") => "SSH",
        _ => null,
    };

    public static bool IsFor(ServerProtocol protocol, string greeting) => NameService(greeting) == protocol switch
    {
        ServerProtocol.Imap => "IMAP",
        ServerProtocol.Pop3 => "POP3",
        _ => "SMTP",
    };

    static bool Begins(string greeting, string start) => greeting.StartsWith(start, StringComparison.Ordinal);
}
