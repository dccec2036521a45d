namespace AcMail;

/// <summary>Counts what a pass does in one mailbox.</summary>
sealed class MailboxTally(string name)
{
    public string Name { get; } = name;

    public MailboxRole Role { get; set; }

    public int Total { get; set; }

    public int Received { get; set; }

    /// <summary>Those received whose commit is durable.</summary>
    public int Added { get; set; }

    public int FlagsChanged { get; set; }

    public int Removed { get; set; }

    /// <summary>Messages of which a change went up to the server.</summary>
    public int Uploaded { get; set; }

    public int Failed { get; set; }

    public MailboxSyncReport ToReport() => new(Name, Role, Added, FlagsChanged, Removed, Uploaded, Failed);
}
