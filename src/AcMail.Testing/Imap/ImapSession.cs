namespace AcMail.Testing;

/// <summary>One IMAP connection, from its greeting to its end.</summary>
sealed class ImapSession(MailServer server, ServerConnection connection)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        connection.WriteLine(server.Profile.Imap.Greeting);
        await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
