using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>
/// A mailbox that is open as was asked where the server's OK does not say READ-ONLY or READ-WRITE: of the latter RFC 9051 §6.3.2 says no more than SHOULD. MailKit
/// would take it for closed.
/// </summary>
class OpenableImapFolder(ImapFolderConstructorArgs args) : ImapFolder(args)
{
    FolderAccess _asked;

    public override Task<FolderAccess> OpenAsync(FolderAccess access, CancellationToken cancellationToken = default)
    {
        _asked = access;
        return base.OpenAsync(access, cancellationToken);
    }

    public override Task<FolderAccess> OpenAsync(
        FolderAccess access, uint uidValidity, ulong highestModSeq, IList<UniqueId> uids, CancellationToken cancellationToken = default)
    {
        _asked = access;
        return base.OpenAsync(access, uidValidity, highestModSeq, uids, cancellationToken);
    }

    protected override void OnOpened()
    {
        if (Access == FolderAccess.None) Access = _asked;
        base.OnOpened();
    }
}
