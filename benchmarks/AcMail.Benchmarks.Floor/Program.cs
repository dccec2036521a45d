using System.Globalization;
using System.Text.Json;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Security;

// What a native program on MailKit needs at least: floor PORT USER STATE KIND [+|-]
// It says what MailKit must say, knows beforehand what to ask for, and keeps nothing. STATE and KIND are those of peers/bare.py: idle, down, up, pop; or hello,
// which is the program's start alone.
const int Changes = 1000;
if (args is ["hello"]) return;
var (port, user, kind) = (int.Parse(args[0], CultureInfo.InvariantCulture), args[1], args[3]);
if (kind == "pop")
{
    using var pop = new Pop3Client();
    pop.Connect("127.0.0.1", port, SecureSocketOptions.None);
    pop.Authenticate(user, "secret");
    pop.GetMessageUids();
    pop.Disconnect(true);
    return;
}

using var known = JsonDocument.Parse(File.ReadAllBytes(args[2]));
using var imap = new ImapClient();
imap.Connect("127.0.0.1", port, SecureSocketOptions.None);
imap.Authenticate(user, "secret");
var inbox = imap.Inbox!;
if (kind == "up")
{
    var uids = known.RootElement.GetProperty("UIDS").EnumerateArray().Select(uid => new UniqueId(uid.GetUInt32())).ToList();
    var changed = Enumerable.Range(0, Changes).Select(i => uids[i * (uids.Count / Changes)]).ToList();
    inbox.Open(FolderAccess.ReadWrite);
    inbox.Store(changed, new StoreFlagsRequest(args[4] == "+" ? StoreAction.Add : StoreAction.Remove, MessageFlags.Flagged) { Silent = true });
}
else
{
    imap.EnableQuickResync();
    inbox.Open(FolderAccess.ReadOnly, known.RootElement.GetProperty("UIDVALIDITY").GetUInt32(), known.RootElement.GetProperty("HIGHESTMODSEQ").GetUInt64(), []);
}

imap.Disconnect(true);
