namespace AcMail.Testing;

/// <summary>One POP3 connection, from its greeting to its end.</summary>
sealed class Pop3Session(MailServer server, ServerConnection connection)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        connection.WriteLine(server.Profile.Pop3.Greeting);
        await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
