namespace AcMail.Testing;

/// <summary>One SMTP connection, from its greeting to its end.</summary>
sealed class SmtpSession(MailServer server, ServerConnection connection)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        connection.WriteLine(server.Profile.Smtp.Greeting);
        await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
