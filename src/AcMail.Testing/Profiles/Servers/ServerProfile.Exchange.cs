using System.Collections.Immutable;

namespace AcMail.Testing;

public sealed partial record ServerProfile
{
    /// <summary>
    /// Exchange Online: neither CONDSTORE nor SPECIAL-USE, estimated sizes, little patience; it files sent mail by itself.
    /// </summary>
    public static ServerProfile Exchange { get; } = new()
    {
        Name = "Exchange",
        Mailboxes = [new("Archive"), new("Deleted Items"), new("Drafts"), new("Junk Email"), new("Outbox"), new("Sent Items")],
        Imap = new()
        {
            Greeting = "The Microsoft Exchange IMAP4 service is ready. [RwBWADEAUAAyADgAMABDAEEAMAAwADAAMQAuAGUAdQA=]",
            GreetsWithCapabilities = false,
            TellsCapabilitiesAfterLogin = false,
            Identification = "(\"name\" \"Microsoft.Exchange.Imap4.Imap4Server\" \"version\" \"15.20\")",
            LoginRefusal = "LOGIN failed.",
            ExpiredReply = new("", "BAD User is authenticated but not connected."),
            LoginAttempts = 3,
            BadCommands = 10,
            AppendLimit = null,
            PermanentFlags = FlagSet.Of(@"\Seen", @"\Answered", @"\Flagged", @"\Deleted", @"\Draft", "$MDNSent"),
            ExtensionsBeforeLogin = Extensions.Of(
                "IMAP4 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+ STARTTLS"),
            Extensions = Extensions.Of(
                "IMAP4 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION "
                + "BACKENDAUTHENTICATE CHILDREN IDLE NAMESPACE LITERAL+ STARTTLS"),
            Misbehaviours = ImmutableDictionary<ImapMisbehaviour, Repetition>.Empty
                .Add(ImapMisbehaviour.SizesEstimated, Repetition.Always)
                .Add(ImapMisbehaviour.FetchOfNothingRefused, Repetition.Always),
        },
        Pop3 = Pop3Profile.Exchange,
        Smtp = SmtpProfile.Exchange,
    };
}
