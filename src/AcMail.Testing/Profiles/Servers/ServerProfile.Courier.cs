using System.Collections.Immutable;

namespace AcMail.Testing;

public sealed partial record ServerProfile
{
    /// <summary>Courier: no CONDSTORE, MOVE or SPECIAL-USE, and a UIDVALIDITY that only SELECT tells.</summary>
    public static ServerProfile Courier { get; } = new()
    {
        Name = "Courier",
        Mailboxes = [new("INBOX.Drafts"), new("INBOX.Sent"), new("INBOX.Trash")],
        Imap = new()
        {
            Greeting = "Courier-IMAP ready. Copyright 1998-2018 Double Precision, Inc.  See COPYING for distribution information.",
            LoginRefusal = "Login failed.",
            Delimiter = '.',
            PersonalPrefix = "INBOX.",
            AppendLimit = null,
            TellsCapabilitiesAfterLogin = false,
            Extensions = Extensions.Of(
                "UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE ACL ACL2=UNION STARTTLS "
                + "AUTH=PLAIN"),
            Misbehaviours = ImmutableDictionary<ImapMisbehaviour, Repetition>.Empty
                .Add(ImapMisbehaviour.UidValidityUnstable, Repetition.Always)
                .Add(ImapMisbehaviour.ArrivalsUntold, Repetition.Always)
                .Add(ImapMisbehaviour.SelectedMailboxLocked, Repetition.Always),
        },
        Pop3 = new Pop3Profile { Greeting = "Hello there." }.Misbehaving(Pop3Misbehaviour.WrapsUtf8),
    };
}
