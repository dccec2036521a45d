using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Gathers what VANISHED and FETCH tell while a command runs.</summary>
sealed class ChangeCollector : IDisposable
{
    readonly ImapFolder _folder;
    // A message may be told of twice; the last is how it is.
    readonly Dictionary<uint, RemoteFlags> _flags = [];
    readonly List<UidRange> _vanished = [];

    public ChangeCollector(ImapFolder folder)
    {
        _folder = folder;
        folder.MessagesVanished += OnVanished;
        folder.MessageFlagsChanged += OnFlagsChanged;
    }

    public UidSet Vanished => UidSet.FromRanges(_vanished);

    public RemoteChanges Changes => new([.. _flags.Values], Vanished);

    /// <summary>Whether a message was told of without its UID, so that nobody knows which it is.</summary>
    public bool HasNameless { get; private set; }

    public void Dispose()
    {
        _folder.MessagesVanished -= OnVanished;
        _folder.MessageFlagsChanged -= OnFlagsChanged;
    }

    void OnVanished(object? sender, MessagesVanishedEventArgs e)
    {
        if (e.Earlier) _vanished.AddRange(UidSets.From(e.UniqueIds).Ranges);
    }

    void OnFlagsChanged(object? sender, MessageFlagsChangedEventArgs e)
    {
        if (e.UniqueId is { Id: > 0 } uid) _flags[uid.Id] = new(uid.Id, ImapFlags.From(e.Flags, e.Keywords), e.ModSeq ?? 0);
        else HasNameless = true;
    }
}
