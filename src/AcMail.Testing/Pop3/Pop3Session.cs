using System.Text;

namespace AcMail.Testing;

/// <summary>One POP3 connection, from its greeting to its end.</summary>
sealed class Pop3Session(MailServer server, ServerConnection connection)
{
    // RFC 2449 §4; an AUTH line may be longer (RFC 5034 §4).
    const int LineLimit = 253;

    readonly byte[] _dropped = new byte[512];
    SessionLogin? _login;
    int _refusals;
    bool _ended;

    public MailServer Server { get; } = server;

    public ServerConnection Connection { get; } = connection;

    public Pop3Profile Profile { get; } = server.Profile.Pop3;

    /// <summary>The drop of who is logged in.</summary>
    public Maildrop? Drop { get; private set; }

    /// <summary>The name given by USER.</summary>
    public string? UserName { get; set; }

    /// <summary>Whether messages may have UTF-8 in their headers (RFC 6856).</summary>
    public bool TakesUtf8 { get; set; }

    /// <summary>The timestamp of the greeting, for APOP; empty where that is not offered.</summary>
    public string Timestamp { get; } = server.Profile.Pop3.Announces("APOP") ? server.Maildrops.NextTimestamp(server.Time) : "";

    /// <summary>Whether a password may be sent on this connection.</summary>
    public bool MayLogIn => Connection.IsEncrypted || !Profile.RequiresTls;

    Pop3States State => Drop is null ? Pop3States.Authorization : Pop3States.Transaction;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!AnswersByScript("")) Ok(Timestamp.Length > 0 ? $"{Profile.Greeting} {Timestamp}" : Profile.Greeting);
            while (!_ended)
            {
                var line = await Connection.ReadLineAsync(SaslDialogue.LineLimit, cancellationToken).ConfigureAwait(false);
                if (line.Status == WireLineStatus.Closed) return;
                if (line.Status == WireLineStatus.TooLong) Error("The line is too long.");
                else await RunAsync(Encoding.UTF8.GetString(line.Octets.Span), cancellationToken).ConfigureAwait(false);
                if (Connection.HasInput && Misbehaves(Pop3Misbehaviour.LostPipeline))
                    await DropInputAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Drop?.Leave(applyDeletions: false);
        }
    }

    /// <summary>Enters the transaction state.</summary>
    public void LogIn(ServerUser user, Maildrop drop) => (_login, Drop) = (new(user), drop);

    public void Ok(string text) => WriteLine($"+OK {text}");

    /// <summary>Refuses a command.</summary>
    /// <param name="text">Why.</param>
    /// <param name="code">A response code, left out where the profile has none (RFC 2449 §8, RFC 3206).</param>
    public void Error(string text, string? code = null)
    {
        var told = code is not null && Profile.Announces("RESP-CODES") && (code != "AUTH" || Profile.Announces("AUTH-RESP-CODE"));
        WriteLine(told ? $"-ERR [{code}] {text}" : $"-ERR {text}");
    }

    public void WriteLine(string text) => Connection.WriteLine(text);

    public void End() => _ended = true;

    public bool Misbehaves(Pop3Misbehaviour misbehaviour) =>
        Profile.Misbehaviours.TryGetValue(misbehaviour, out var repetition)
        && Server.Occurrences.Happens(Profile, misbehaviour, repetition);

    /// <summary>Says that a login failed, and hangs up after too many.</summary>
    public void RefuseLogin() => RefuseLogin(Profile.LoginRefusal, "AUTH");

    /// <summary>Says why a login was refused, and hangs up after too many.</summary>
    public void RefuseLogin(string text, string code)
    {
        UserName = null;
        Error(text, code);
        if (++_refusals >= Profile.LoginAttempts) End();
    }

    async ValueTask RunAsync(string line, CancellationToken cancellationToken)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (keyword, argument) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..]);
        if (AnswersByScript(line)) return;
        var isAuth = keyword.Equals("AUTH", StringComparison.OrdinalIgnoreCase);
        if (line.Length > LineLimit && !isAuth) Error("The line is too long.");
        else if (Pop3Commands.Find(keyword, Profile) is not { } command) Error("Unknown command.");
        else if (!command.States.HasFlag(State)) Error(Drop is null ? "Log in first." : "You are logged in already.");
        else if (!command.TakesArgument && argument.Length > 0) Error($"{command.Name} takes no argument.");
        else await command.RunAsync(this, argument, cancellationToken).ConfigureAwait(false);
    }

    bool AnswersByScript(string line)
    {
        var hasExpired = _login is { HasExpired: true };
        var reply = hasExpired
            ? Profile.ExpiredReply
            : Profile.Replies.FirstOrDefault(r => r.Answers(line) && Server.Occurrences.Happens(Profile, r, r.Repetition));
        if (reply is null) return false;
        WriteLine(reply.Reply);
        _ended = reply.HangsUp || (hasExpired && line.Equals("QUIT", StringComparison.OrdinalIgnoreCase));
        return true;
    }

    async ValueTask DropInputAsync(CancellationToken cancellationToken)
    {
        while (Connection.HasInput) await Connection.ReadAsync(_dropped, cancellationToken).ConfigureAwait(false);
    }
}
