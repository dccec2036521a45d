namespace AcMail.Testing;

/// <summary>One IMAP connection, from its greeting to its end.</summary>
sealed class ImapSession(MailServer server, ServerConnection connection)
{
    readonly HashSet<string> _enabled = new(StringComparer.OrdinalIgnoreCase);
    ServerUser? _user;

    public MailServer Server { get; } = server;

    public ServerConnection Connection { get; } = connection;

    public ImapProfile Profile { get; } = server.Profile.Imap;

    /// <summary>Who is logged in; only commands of the authenticated states may ask.</summary>
    public ServerUser User
    {
        get => _user ?? throw new InvalidOperationException("Nobody is logged in.");
        set => _user = value;
    }

    /// <summary>The mailbox that is selected, or <see langword="null"/>; never so for commands of the selected state.</summary>
    public SelectedMailbox? Selected { get; set; }

    public ImapStates State => _user is null ? ImapStates.NotAuthenticated : Selected is null ? ImapStates.Authenticated : ImapStates.Selected;

    /// <summary>Whether the server offers <paramref name="extension"/>.</summary>
    public bool Has(string extension) => Profile.Extensions.Contains(extension);

    /// <summary>Whether <paramref name="extension"/> was turned on, by ENABLE or by a command that implies it.</summary>
    public bool Enabled(string extension) => _enabled.Contains(extension);

    public void Enable(string extension) => _enabled.Add(extension);

    public void Untagged(string text) => Connection.WriteLine($"* {text}");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Untagged(Profile.Greeting);
        await Connection.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
