using System.Globalization;
using AcMail.Storage;

namespace AcMail;

/// <summary>Names places of messages, where only the header is held.</summary>
static class ImapPlaces
{
    public static string Name(string mailbox, uint uidValidity, uint uid) =>
        string.Create(CultureInfo.InvariantCulture, $"{mailbox} {uidValidity}/{uid}");

    /// <summary>The origin of a header: it names no mailbox, so that a rebuild does not take it for the whole.</summary>
    public static ContentOrigin HeaderOrigin(MessageAdded added) =>
        new("", 0, 0, added.Flags, added.InternalDate, Name(added.Mailbox, added.UidValidity, added.Uid));
}
