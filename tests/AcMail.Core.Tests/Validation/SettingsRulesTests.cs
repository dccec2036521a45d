using CsCheck;

namespace AcMail.Tests.Validation;

public sealed class SettingsRulesTests
{
    public static TheoryData<string, string, Action<MailAccountOptions>> BrokenRules => new()
    {
        { "EmailAddress", "it is missing", o => o.EmailAddress = "" },
        { "EmailAddress", "'dmartin' is not an e-mail address", o => o.EmailAddress = "dmartin" },
        { "EmailAddress", "is not an e-mail address", o => o.EmailAddress = "David MARTIN <david.martin@ac-lyon.fr>" },
        { "EmailAddress", "is not an e-mail address", o => o.EmailAddress = "a@b.fr, c@d.fr" },
        { "EmailAddress", "is not an e-mail address", o => o.EmailAddress = "david.martin@" },
        { "EmailAddress", "is not an e-mail address", o => o.EmailAddress = "david.@ac-lyon.fr" },
        { "EmailAddress", "is not an e-mail address", o => o.EmailAddress = "david.martin@ac-lyon.fr." },
        { "Incoming", "it is missing", o => o.Incoming = null! },
        { "Incoming.Host", "it is missing", o => o.Incoming.Host = " " },
        { "Incoming.Host", "it is missing", o => o.Incoming.Host = null! },
        { "Incoming.Host", "is a link", o => o.Incoming.Host = "imaps://mail.ac-lyon.fr:993" },
        { "Incoming.Host", "holds a port", o => o.Incoming.Host = "mail.ac-lyon.fr:993" },
        { "Incoming.Host", "is not a host name", o => o.Incoming.Host = "mail ac-lyon.fr" },
        { "Incoming.Host", "is not a host name", o => o.Incoming.Host = "mail.ac-lyon.fr/imap" },
        { "Incoming.Port", "0 is not a port", o => o.Incoming.Port = 0 },
        { "Incoming.Port", "65536 is not a port", o => o.Incoming.Port = 65536 },
        { "Incoming.UserName", "it is missing", o => o.Incoming.UserName = "" },
        { "Incoming.Security", "None sends the password in the clear", o => o.Incoming.Security = ConnectionSecurity.None },
        { "Outgoing.Security", "None sends the password in the clear", o => o.Outgoing!.Security = ConnectionSecurity.None },
        { "Outgoing.Security", "7 is not known", o => (o.Outgoing!.Security, o.Outgoing.Port) = ((ConnectionSecurity)7, 2525) },
        { "Incoming.Port", "port 143 starts in plaintext", o => o.Incoming.Port = 143 },
        { "Incoming.Port", "port 110 starts in plaintext", o => (o.Protocol, o.Incoming.Port) = (MailProtocol.Pop3, 110) },
        { "Incoming.Port", "port 993 expects TLS", o => (o.Incoming.Port, o.Incoming.Security) = (993, ConnectionSecurity.StartTls) },
        { "Incoming.Port", "port 995 expects TLS", o => (o.Incoming.Port, o.Incoming.Security) = (995, ConnectionSecurity.StartTls) },
        { "Outgoing.Port", "port 465 expects TLS", o => o.Outgoing!.Port = 465 },
        { "Outgoing.Port", "port 587 starts in plaintext", o => (o.Outgoing!.Port, o.Outgoing.Security) = (587, ConnectionSecurity.ImplicitTls) },
        { "TrustedCertificates.1", "it is missing", o => o.TrustedCertificates = ["ca.pem", ""] },
        { "PinnedFingerprints.0", "is not a SHA-256 fingerprint", o => o.PinnedFingerprints = ["AB:CD"] },
        { "PinnedFingerprints.0", "is not a SHA-256 fingerprint", o => o.PinnedFingerprints = [new string('g', 64)] },
        { "Pop3.LeaveOnServer.Days", "0 days is out of range", o => o.Pop3.LeaveOnServer = LeaveOnServer.ForDays(0) },
        { "Pop3.LeaveOnServer.And.0.Messages", "0 is out of range", o => o.Pop3.LeaveOnServer.And = [LeaveOnServer.Newest(0)] },
        { "Pop3.LeaveOnServer.Percent", "101 is out of range", o => o.Pop3.LeaveOnServer = LeaveOnServer.BelowQuotaShare(101, 100) },
        { "Pop3.MaximumDownloadSize", "1 or more", o => o.Pop3.MaximumDownloadSize = 0 },
        { "Pop3.LeaveOnServer.Days", "36501 days is out of range", o => o.Pop3.LeaveOnServer = LeaveOnServer.ForDays(36501) },
        { "Imap.Roles.None", "this is not a role", o => o.Imap.Roles[MailboxRole.None] = "INBOX" },
        { "Imap.Roles.Sent", "it is missing", o => o.Imap.Roles[MailboxRole.Sent] = "" },
        { "Imap.Mailboxes.0", "it is missing", o => o.Imap.Mailboxes = [""] },
        { "Imap.ExcludedMailboxes.0", "it is missing", o => o.Imap.ExcludedMailboxes = [""] },
        { "Imap.Bodies.Days", "0 days is out of range", o => o.Imap.Bodies.Days = 0 },
        { "Imap.Bodies.MaximumSize", "1 or more", o => o.Imap.Bodies.MaximumSize = 0 },
        { "Imap.Bodies.OnDemand", "no body is kept", o => (o.Imap.Bodies.OnDemand, o.Imap.Bodies.Days) = (true, 5) },
        { "Imap.MassRemovals", "not known", o => o.Imap.MassRemovals = (MassRemovalMode)9 },
        { "Protocol", "9 is not known", o => o.Protocol = (MailProtocol)9 },
    };

    public static TheoryData<string, Action<MailAccountOptions>> KeptRules => new()
    {
        { "the guide's account", _ => { } },
        { "no outgoing server", o => o.Outgoing = null },
        { "plaintext that is allowed", o => o.Incoming = new() { Host = "::1", Port = 1143, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "d" } },
        { "plaintext on its own port", o => (o.Incoming.Port, o.Incoming.Security, o.Incoming.AllowInsecure) = (143, ConnectionSecurity.None, true) },
        { "TLS on a port of its own", o => o.Incoming.Port = 10993 },
        { "an address and an international name", o => (o.Incoming.Host, o.Outgoing!.Host) = ("192.0.2.1", "messagerie.académie.fr") },
        { "a one-word host", o => o.Incoming.Host = "localhost" },
        { "submission without a login", o => o.Outgoing!.UserName = "" },
        { "a fingerprint with colons", o => o.PinnedFingerprints = [string.Join(':', Enumerable.Repeat("aB", 32))] },
        { "an international address", o => o.EmailAddress = "élève@académie.fr" },
        { "an international domain as DNS has it", o => o.EmailAddress = "david.martin@xn--acadmie-npv.fr" },
        { "a plus address", o => o.EmailAddress = "david.martin+test@ac-lyon.fr" },
        { "a role of the user's", o => o.Imap.Roles[MailboxRole.Sent] = "Éléments envoyés" },
    };

    [Theory]
    [MemberData(nameof(BrokenRules), DisableDiscoveryEnumeration = true)]
    public void A_broken_rule_is_told_with_path_remedy_and_both_languages(string path, string what, Action<MailAccountOptions> change)
    {
        var failure = SettingsRules.Check("pro", Settings.Guide(change)).ShouldHaveSingleItem();

        failure.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        failure.Message.English.ShouldStartWith($"pro.{path}: ");
        failure.Message.English.ShouldContain(what);
        failure.Message.French.ShouldStartWith($"pro.{path} : ");
        failure.Remedy.English.ShouldNotBeEmpty();
        failure.Remedy.French.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(KeptRules), DisableDiscoveryEnumeration = true)]
    public void What_is_right_is_not_objected_to(string why, Action<MailAccountOptions> change) =>
        SettingsRules.Check("pro", Settings.Guide(change)).ShouldBeEmpty(why);

    [Theory]
    [InlineData("143", "Write port 993 for ImplicitTls, or Security StartTls for port 143.")]
    [InlineData("587", "Write port 993 for ImplicitTls, or Security StartTls for port 587.")]
    public void The_right_port_is_named(string port, string remedy) =>
        SettingsRules.Check("pro", Settings.Guide(o => o.Incoming.Port = int.Parse(port)))
            .ShouldHaveSingleItem().Remedy.English.ShouldBe(remedy);

    [Fact]
    public void Every_port_is_either_used_or_objected_to_and_nothing_throws() =>
        Gen.Select(Gen.Int[-10, 70000], Gen.Enum<ConnectionSecurity>(), Gen.Enum<MailProtocol>(), Gen.String).Sample((port, security, protocol, host) =>
        {
            var options = Settings.Guide(o =>
            {
                o.Protocol = protocol;
                o.Incoming = new() { Host = host, Port = port, Security = security, AllowInsecure = true, UserName = "d" };
            });
            var objected = SettingsRules.Check("pro", options).Any(f => f.Message.English.StartsWith("pro.Incoming.Port", StringComparison.Ordinal));
            return objected || port is >= 1 and <= 65535;
        });

    [Fact]
    public void An_address_that_passes_can_be_sent_from() =>
        Gen.String[Gen.Char["aé1.@\"[]<>(),;:\\- \r\n\0"], 1, 12].Sample(text =>
        {
            if (SettingsRules.Check("pro", Settings.Guide(o => o.EmailAddress = $"{text}@ac-lyon.fr")).Count > 0) return;
            var sender = new MimeKit.MailboxAddress("", $"{text}@ac-lyon.fr");
            sender.LocalPart.ShouldBe(text);
            sender.Domain.ShouldBe("ac-lyon.fr");
        }, iter: 20_000);

    [Fact]
    public void Whatever_passes_the_rules_passes_the_attributes_too() =>
        new MailAccountAttributesValidator().Validate("pro", Settings.Guide()).Succeeded.ShouldBeTrue();
}
