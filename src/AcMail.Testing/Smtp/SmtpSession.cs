using System.Text;

namespace AcMail.Testing;

/// <summary>One SMTP connection, from its greeting to its end.</summary>
sealed class SmtpSession(MailServer server, ServerConnection connection)
{
    // RFC 5321 §4.5.3.1.4 without CRLF; the parameters of MAIL and RCPT may make a line longer (RFC 3461 §4, RFC 4954 §5).
    const int LineLimit = 510;
    const int EnvelopeLineLimit = 2046;

    readonly byte[] _dropped = new byte[512];
    SessionLogin? _login;
    int _refusals;
    bool _ended;

    public MailServer Server { get; } = server;

    public ServerConnection Connection { get; } = connection;

    public SmtpProfile Profile { get; } = server.Profile.Smtp;

    /// <summary>Whether EHLO or HELO was accepted.</summary>
    public bool IsGreeted { get; set; }

    /// <summary>Whether the client speaks ESMTP.</summary>
    public bool IsExtended { get; set; }

    /// <summary>Who is authenticated.</summary>
    public ServerUser? User => _login?.User;

    /// <summary>The transaction that MAIL began.</summary>
    public SmtpEnvelope? Envelope { get; set; }

    public bool NeedsTls => Profile.RequiresTls && !Connection.IsEncrypted;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!AnswersByScript("")) Connection.WriteLine($"220 {Profile.HostName} {Profile.Greeting}");
        while (!_ended)
        {
            var line = await Connection.ReadLineAsync(SaslDialogue.LineLimit, cancellationToken).ConfigureAwait(false);
            if (line.Status == WireLineStatus.Closed) return;
            if (line.Status == WireLineStatus.TooLong) Write(SmtpReply.LineTooLong);
            else await RunAsync(Encoding.UTF8.GetString(line.Octets.Span), cancellationToken).ConfigureAwait(false);
            if (Connection.HasInput && Misbehaves(SmtpMisbehaviour.LostPipeline))
                await DropInputAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Write(SmtpReply reply)
    {
        var enhanced = reply.Enhanced.Length > 0 && Profile.Announces("ENHANCEDSTATUSCODES");
        Connection.WriteLine(enhanced ? $"{reply.Code} {reply.Enhanced} {reply.Text}" : $"{reply.Code} {reply.Text}");
    }

    public void End() => _ended = true;

    public void LogIn(ServerUser user) => _login = new(user);

    /// <summary>Forgets what was said before TLS (RFC 3207 §4.2).</summary>
    public void Restart() => (IsGreeted, IsExtended, _login, Envelope) = (false, false, null, null);

    /// <summary>Says that a login failed, and hangs up after too many.</summary>
    public void RefuseLogin()
    {
        if (Profile.LoginRefusal is { } refusal) Connection.WriteLine(refusal);
        else Write(new(535, "5.7.8", "The name or the password is wrong."));
        if (++_refusals >= Profile.LoginAttempts) End();
    }

    public bool Misbehaves(SmtpMisbehaviour misbehaviour) =>
        Profile.Misbehaviours.TryGetValue(misbehaviour, out var repetition)
        && Server.Occurrences.Happens(Profile, misbehaviour, repetition);

    /// <summary>Gives the reply that the profile has in place of what <paramref name="line"/> does, if any.</summary>
    public bool AnswersByScript(string line)
    {
        var hasExpired = _login is { HasExpired: true } && !line.Equals("QUIT", StringComparison.OrdinalIgnoreCase);
        var reply = hasExpired
            ? Profile.ExpiredReply
            : Profile.Replies.FirstOrDefault(r => r.Answers(line) && Server.Occurrences.Happens(Profile, r, r.Repetition));
        if (reply is null) return false;
        Connection.WriteLine(reply.Reply);
        _ended = reply.HangsUp;
        return true;
    }

    async ValueTask RunAsync(string line, CancellationToken cancellationToken)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (keyword, argument) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..]);
        var command = SmtpCommands.Find(keyword);

        // The octets of a chunk follow whatever the reply will be.
        if (command?.Name != "BDAT" && AnswersByScript(line)) return;
        if (command is null) Write(new(500, "5.5.1", "Unknown command."));
        else if (line.Length > LimitOf(command)) Write(SmtpReply.LineTooLong);
        else if (command.Extension is { } extension && !Profile.Performs(extension)) Write(NotPerformed(extension));
        else if (!command.TakesArgument && argument.Length > 0) Write(new(501, "5.5.4", $"{command.Name} takes no argument."));
        else await command.RunAsync(this, argument, cancellationToken).ConfigureAwait(false);
    }

    SmtpReply NotPerformed(string extension) => extension == "STARTTLS" && Profile.Announces(extension)
        ? new(454, "4.7.0", "TLS is not available now.")
        : new(502, "5.5.1", "Not implemented.");

    static int LimitOf(SmtpCommand command) => command.Name switch
    {
        "AUTH" => SaslDialogue.LineLimit,
        "MAIL" or "RCPT" => EnvelopeLineLimit,
        _ => LineLimit,
    };

    async ValueTask DropInputAsync(CancellationToken cancellationToken)
    {
        while (Connection.HasInput) await Connection.ReadAsync(_dropped, cancellationToken).ConfigureAwait(false);
    }
}
