namespace AcMail.Testing;

/// <summary>One IMAP connection, from its greeting to its end.</summary>
sealed class ImapSession(MailServer server, ServerConnection connection)
{
    readonly HashSet<string> _enabled = new(StringComparer.OrdinalIgnoreCase);
    SessionLogin? _login;
    int _bad;

    public MailServer Server { get; } = server;

    public ServerConnection Connection { get; } = connection;

    public ImapProfile Profile { get; } = server.Profile.Imap;

    /// <summary>Who is logged in; only commands of the authenticated states may ask.</summary>
    public ServerUser User
    {
        get => _login?.User ?? throw new InvalidOperationException("Nobody is logged in.");
        set => _login = new(value);
    }

    /// <summary>Whether the login does not count any more.</summary>
    public bool HasExpired => _login is { HasExpired: true };

    /// <summary>The mailbox that is selected, or <see langword="null"/>; never so for commands of the selected state.</summary>
    public SelectedMailbox? Selected { get; set; }

    public ImapStates State =>
        _login is null ? ImapStates.NotAuthenticated : Selected is null ? ImapStates.Authenticated : ImapStates.Selected;

    /// <summary>Whether mailbox names go over the wire in UTF-8.</summary>
    public bool UsesUtf8 => Enabled("UTF8=ACCEPT") || Enabled("IMAP4rev2");

    public bool MayLogIn => Connection.IsEncrypted || !Profile.RequiresTls;

    public int FailedLogins { get; set; }

    /// <summary>Whether the client has asked for the capabilities since it logged in.</summary>
    public bool AskedCapabilities { get; set; }

    /// <summary>Whether the client has said who it is.</summary>
    public bool IsIdentified { get; set; }

    /// <summary>How many STATUS commands have come without a wait in between.</summary>
    public int PipelinedStatus { get; set; }

    /// <summary>What is to be done right after the tagged response, such as to encrypt.</summary>
    public Func<CancellationToken, Task>? AfterReply { get; set; }

    bool IsEnding { get; set; }

    /// <summary>Whether the server offers <paramref name="extension"/>.</summary>
    public bool Has(string extension) => Profile.Extensions.Contains(extension);

    /// <summary>Whether the mailboxes have mod-sequences: without, everything that needs them is refused (RFC 7162 §3.1.2.2).</summary>
    public bool HasModSequences => Profile.HasModSequences && Has("CONDSTORE");

    /// <summary>Whether <paramref name="extension"/> was turned on, by ENABLE or by a command that implies it.</summary>
    public bool Enabled(string extension) => _enabled.Contains(extension);

    /// <summary>Turns <paramref name="extension"/> on, and what it implies; returns whether it was off.</summary>
    public bool Enable(string extension)
    {
        if (!_enabled.Add(extension)) return false;
        if (extension.Equals("QRESYNC", StringComparison.OrdinalIgnoreCase)) Enable("CONDSTORE");
        if (extension.Equals("CONDSTORE", StringComparison.OrdinalIgnoreCase) && HasModSequences && Selected is { } selected)
        {
            selected.CondStore = true;
            Untagged($"OK [HIGHESTMODSEQ {selected.Mailbox.HighestModSeq}] Highest");
        }

        return true;
    }

    public void Untagged(string text) => Connection.WriteLine($"* {text}");

    /// <summary>The name of a mailbox as this client wants it.</summary>
    public string Encode(string mailbox) => ImapMailboxName.Encode(mailbox, UsesUtf8);

    /// <summary>Says goodbye; the session ends after the command.</summary>
    public void Bye(string text)
    {
        if (IsEnding) return;
        IsEnding = true;
        Untagged($"BYE {text}");
    }

    /// <summary>Reports what has changed in the selected mailbox since the client was last told.</summary>
    /// <param name="withExpunges">Whether messages may lose their numbers now.</param>
    /// <param name="withUid">Whether the FETCH responses name the UID.</param>
    public void ReportChanges(bool withExpunges, bool withUid)
    {
        if (Selected is not { } selected || IsEnding || HasExpired) return;
        if (selected.IsGone)
        {
            Bye("The selected mailbox is not there any more.");
            return;
        }

        ViewReport.Write(this, selected, Refresh(selected, withExpunges), withUid);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await ImapScript.GreetAsync(this, cancellationToken).ConfigureAwait(false))
            Untagged(Profile.GreetsWithCapabilities ? $"OK [{CapabilityList.Of(this)}] {Profile.Greeting}" : $"OK {Profile.Greeting}");
        var reader = new ImapCommandReader(this);
        while (!IsEnding)
        {
            var received = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (received.EndsSession && received.Refusal is null) return;
            var result = received.Refusal ?? await ImapDispatcher.RunAsync(this, received, cancellationToken).ConfigureAwait(false);
            Connection.WriteLine($"{received.Tag} {result}");
            if (received.EndsSession || (result.Status == "BAD" && ++_bad >= Profile.BadCommands)) Bye("Too many errors.");
            if (AfterReply is not { } action) continue;
            AfterReply = null;
            await action(cancellationToken).ConfigureAwait(false);
        }
    }

    ViewChange Refresh(SelectedMailbox selected, bool withExpunges)
    {
        lock (User.Gate) return selected.Refresh(withExpunges);
    }
}
