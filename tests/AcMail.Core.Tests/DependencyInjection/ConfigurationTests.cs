using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AcMail.Tests.DependencyInjection;

public sealed class ConfigurationTests
{
    const string Whole = """
        {
          "Protocol": "Pop3", "DisplayName": "David MARTIN", "EmailAddress": "david.martin@ac-lyon.fr",
          "Incoming": { "Host": "mail.ac-lyon.fr", "Port": 995, "Security": "implicittls", "UserName": "dmartin", "Password": "in" },
          "Outgoing": { "Host": "smtps.ac-lyon.fr", "Port": 2525, "Security": "None", "AllowInsecure": true, "UserName": "dmartin" },
          "Password": "both", "TrustedCertificates": [ "school-ca.pem", "/etc/ca.pem" ], "PinnedFingerprints": [],
          "Imap": { "Mailboxes": [ "INBOX", "Éléments*" ], "DisabledExtensions": [ "QRESYNC" ], "Roles": { "Sent": "Envoyés" }, "SaveSentCopy": false,
            "ExcludedMailboxes": [ "Spam" ], "Bodies": { "OnDemand": false, "Days": 45, "MaximumSize": 5000000000 }, "MassRemovals": "Hold", "TrustMessageIds": false },
          "Pop3": { "LeaveOnServer": { "Mode": "ForDays", "Days": 30 }, "ApplyRuleChangesAtOnce": true, "MaximumDownloadSize": 5000000000, "AllowApop": true }
        }
        """;

    [Fact]
    public void Every_key_arrives_where_it_belongs()
    {
        var options = Read(Settings.Account(Whole));

        options.Protocol.ShouldBe(MailProtocol.Pop3);
        options.DisplayName.ShouldBe("David MARTIN");
        options.EmailAddress.ShouldBe("david.martin@ac-lyon.fr");
        options.Incoming.ShouldBeEquivalentTo(new EndpointOptions
        {
            Host = "mail.ac-lyon.fr", Port = 995, Security = ConnectionSecurity.ImplicitTls, UserName = "dmartin", Password = "in",
        });
        options.Outgoing.ShouldBeEquivalentTo(new EndpointOptions
        {
            Host = "smtps.ac-lyon.fr", Port = 2525, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "dmartin",
        });
        options.Password.ShouldBe("both");
        options.Imap.Mailboxes.ShouldBe(["INBOX", "Éléments*"]);
        options.Imap.DisabledExtensions.ShouldBe(["QRESYNC"]);
        options.Imap.Roles.ShouldBe(new Dictionary<MailboxRole, string> { [MailboxRole.Sent] = "Envoyés" });
        options.Imap.SaveSentCopy.ShouldBeFalse();
        options.Imap.ExcludedMailboxes.ShouldBe(["Spam"]);
        options.Imap.Bodies.ShouldBeEquivalentTo(new BodyOptions { Days = 45, MaximumSize = 5_000_000_000 });
        (options.Imap.MassRemovals, options.Imap.TrustMessageIds).ShouldBe((MassRemovalMode.Hold, false));
        options.Pop3.LeaveOnServer.ShouldBeEquivalentTo(LeaveOnServer.ForDays(30));
        (options.Pop3.ApplyRuleChangesAtOnce, options.Pop3.MaximumDownloadSize, options.Pop3.AllowApop).ShouldBe((true, 5_000_000_000, true));
    }

    [Fact]
    public void Rules_for_leaving_messages_on_the_server_add_up()
    {
        const string and = """
            "Days": 30, "And": [ { "Mode": "Newest", "Messages": 5 }, { "Mode": "BelowQuotaShare", "Percent": 70, "Megabytes": 200 }, { "Mode": "BelowSize" } ]
            """;
        var options = Read(Settings.Account(With(("\"Days\": 30", and))));
        LeavePolicy.From(options.Pop3.LeaveOnServer).Text.ShouldBe("ForDays 30+Newest 5+BelowSize 100000000+BelowQuotaShare 140000000");
    }

    [Fact]
    public void Relative_certificate_paths_start_at_the_base_directory() =>
        Read(Settings.Account(Whole), "/etc/acmail").TrustedCertificates.ShouldBe(["/etc/acmail/school-ca.pem", "/etc/ca.pem"]);

    [Fact]
    public void Without_a_base_directory_paths_stay_as_they_are() =>
        Read(Settings.Account(Whole)).TrustedCertificates.ShouldBe(["school-ca.pem", "/etc/ca.pem"]);

    [Fact]
    public void What_is_null_keeps_its_default()
    {
        var options = Read(Settings.Account(With(("\"Port\": 995", "\"Port\": null"), ("\"both\"", "null"))));

        options.Incoming.Port.ShouldBeNull();
        options.Password.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"UserName\"", "\"Usrename\"", "AcMail:Accounts:pro:Incoming:Usrename: this key is not known. Did you mean 'UserName'?")]
    [InlineData("\"LeaveOnServer\"", "\"Leave\"", "AcMail:Accounts:pro:Pop3:Leave: this key is not known. The keys known there are: LeaveOnServer, ApplyRuleChangesAtOnce, MaximumDownloadSize, AllowApop.")]
    [InlineData("\"Days\"", "\"Day\"", "AcMail:Accounts:pro:Pop3:LeaveOnServer:Day: this key is not known. Did you mean 'Days'?")]
    [InlineData("\"Imap\"", "\"Imp\"", "AcMail:Accounts:pro:Imp: this key is not known. Did you mean 'Imap'?")]
    [InlineData("\"Sent\"", "\"Snet\"", "AcMail:Accounts:pro:Imap:Roles:Snet: this key is not known. Did you mean 'Sent'?")]
    [InlineData("995", "\"many\"", "AcMail:Accounts:pro:Incoming:Port: this is not a whole number.")]
    [InlineData("995", "99.5", "AcMail:Accounts:pro:Incoming:Port: this is not a whole number.")]
    [InlineData("995", "99999999999", "AcMail:Accounts:pro:Incoming:Port: this is not a whole number.")]
    [InlineData("995", "[ 995 ]", "AcMail:Accounts:pro:Incoming:Port: a single value is expected here.")]
    [InlineData("\"implicittls\"", "\"Auto\"", "AcMail:Accounts:pro:Incoming:Security: this value is not known. Write one of: ImplicitTls, StartTls, None.")]
    [InlineData("\"implicittls\"", "1", "AcMail:Accounts:pro:Incoming:Security: this value is not known.")]
    [InlineData("\"Pop3\",", "\"Exchange\",", "AcMail:Accounts:pro:Protocol: this value is not known. Write one of: Imap, Pop3.")]
    [InlineData("true", "\"yes\"", "AcMail:Accounts:pro:Outgoing:AllowInsecure: this is neither true nor false.")]
    [InlineData("[ \"QRESYNC\" ]", "\"QRESYNC\"", "AcMail:Accounts:pro:Imap:DisabledExtensions: a list of texts is expected here.")]
    [InlineData("[ \"QRESYNC\" ]", "{ \"a\": \"b\" }", "AcMail:Accounts:pro:Imap:DisabledExtensions:a: a text in a list is expected here.")]
    [InlineData("{ \"Sent\": \"Envoyés\" }", "\"Envoyés\"", "AcMail:Accounts:pro:Imap:Roles: an object with keys is expected here.")]
    [InlineData("{ \"Mode\": \"ForDays\", \"Days\": 30 }", "60", "AcMail:Accounts:pro:Pop3:LeaveOnServer: an object with keys is expected here.")]
    public void What_does_not_fit_is_told_with_its_full_path(string right, string wrong, string message)
    {
        Whole.ShouldContain(right);

        Settings.FailuresOf(() => Read(Settings.Account(With((right, wrong))))).ShouldContain(f => f.StartsWith(message));
    }

    [Theory]
    [InlineData("995", "70000", "AcMail:Accounts:pro:Incoming:Port: 70000 is not a port.")]
    [InlineData("\"Days\": 30", "\"Days\": 0", "AcMail:Accounts:pro:Pop3:LeaveOnServer:Days: 0 days is out of range.")]
    public void A_value_that_breaks_a_rule_is_told_where_the_configuration_has_it(string right, string wrong, string message)
    {
        Whole.ShouldContain(right);

        Settings.FailuresOf(() => Read(Settings.Account(With((right, wrong))))).ShouldHaveSingleItem().ShouldStartWith(message);
    }

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        Settings.FailuresOf(() => Read(Settings.Account(With(("\"Days\"", "\"Day\""), ("\"Imap\"", "\"Imp\"")))))
            .Count.ShouldBe(2);

    [Fact]
    public void A_value_is_never_repeated_since_it_may_be_a_password() =>
        string.Join(' ', Settings.FailuresOf(() => Read(Settings.Account(With(("995", "\"s3cret\"")))))).ShouldNotContain("s3cret");

    [Fact]
    public void A_mistyped_account_does_not_hinder_the_others()
    {
        var services = new ServiceCollection();
        services.AddAcMail(Settings.Section($$"""{ "Accounts": { "bad": { "Pasword": "x" }, "pro": {{Whole}} } }"""));
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<MailAccountOptions>>();

        options.Get("pro").EmailAddress.ShouldBe("david.martin@ac-lyon.fr");
        Settings.FailuresOf(() => options.Get("bad")).ShouldContain(f => f.Contains("Did you mean 'Password'?"));
    }

    [Theory]
    [InlineData("""{ "Acounts": {} }""", "AcMail:Acounts: this key is not known. Did you mean 'Accounts'?")]
    [InlineData("""{ "Accounts": "pro" }""", "AcMail:Accounts: an object with keys is expected here.")]
    [InlineData("""{ "Accounts": { " ": { "Password": "x" } } }""", "AcMail:Accounts: : the account has no name.")]
    [InlineData("""{ "Directory": [ "mail" ] }""", "AcMail:Directory: a single value is expected here.")]
    public void What_is_wrong_above_the_accounts_is_told_at_registration(string json, string message)
    {
        var failure = Should.Throw<MailException>(() => new ServiceCollection().AddAcMail(Settings.Section(json))).Failure;

        failure.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        failure.ToString().ShouldStartWith(message);
    }

    [Fact]
    public void A_section_that_is_not_there_is_told_at_registration()
    {
        var failure = Should.Throw<MailException>(() => new ServiceCollection().AddAcMail(Settings.Account(Whole).GetSection("Mail"))).Failure;
        failure.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        failure.Message.English.ShouldBe("AcMail:Mail: the configuration has no such section, or nothing in it.");
    }

    [Fact]
    public void Accounts_of_configuration_and_of_code_stand_side_by_side()
    {
        var services = new ServiceCollection();
        services.AddAcMail(Settings.Account(Whole)).AddImapAccount("second", Settings.Fill);

        services.BuildServiceProvider().GetRequiredService<IMailAccountProvider>().Names.ShouldBe(["pro", "second"]);
    }

    static string With(params (string From, string To)[] changes) =>
        changes.Aggregate(Whole, (json, change) => json.Replace(change.From, change.To, StringComparison.Ordinal));

    static MailAccountOptions Read(IConfigurationSection section, string? baseDirectory = null)
    {
        var services = new ServiceCollection();
        services.AddAcMail(section, baseDirectory);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<MailAccountOptions>>().Get("pro");
    }
}
