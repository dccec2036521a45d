using Microsoft.Extensions.Configuration;

namespace AcMail;

/// <summary>Reads one account's configuration. The list of keys that it asks for is the list of keys that are known.</summary>
sealed class AccountReader(IConfigurationSection section, string? baseDirectory)
{
    public void ReadInto(MailAccountOptions options) => Read(options);

    public IReadOnlyList<MailFailure> Check() => Read(new());

    List<MailFailure> Read(MailAccountOptions options)
    {
        var failures = new List<MailFailure>();
        options.ConfiguredAt = section.Path;
        new SectionReader(section, failures).Whole(account =>
        {
            account.Choice<MailProtocol>("Protocol", v => options.Protocol = v);
            account.Text("DisplayName", v => options.DisplayName = v);
            account.Text("EmailAddress", v => options.EmailAddress = v);
            account.Section("Incoming", r => Read(r, options.Incoming));
            account.Section("Outgoing", r => Read(r, options.Outgoing ??= new()));
            account.Text("Password", v => options.Password = v);
            account.List("TrustedCertificates", v => options.TrustedCertificates.Add(Rooted(v)));
            account.List("PinnedFingerprints", options.PinnedFingerprints.Add);
            account.Duration("PollInterval", v => options.PollInterval = v);
            account.Section("Imap", r => Read(r, options.Imap));
            account.Section("Pop3", r => Read(r, options.Pop3));
        });
        return failures;
    }

    static void Read(SectionReader reader, EndpointOptions options)
    {
        reader.Text("Host", v => options.Host = v);
        reader.Number("Port", v => options.Port = v);
        reader.Choice<ConnectionSecurity>("Security", v => options.Security = v);
        reader.Flag("AllowInsecure", v => options.AllowInsecure = v);
        reader.Text("UserName", v => options.UserName = v);
        reader.Text("Password", v => options.Password = v);
    }

    static void Read(SectionReader reader, ImapOptions options)
    {
        reader.List("Mailboxes", options.Mailboxes.Add);
        reader.List("ExcludedMailboxes", options.ExcludedMailboxes.Add);
        reader.Section("Bodies", r => Read(r, options.Bodies));
        reader.Choice<MassRemovalMode>("MassRemovals", v => options.MassRemovals = v);
        reader.Flag("TrustMessageIds", v => options.TrustMessageIds = v);
        reader.List("DisabledExtensions", options.DisabledExtensions.Add);
        reader.Map<MailboxRole>("Roles", (role, mailbox) => options.Roles[role] = mailbox);
        reader.Flag("SaveSentCopy", v => options.SaveSentCopy = v);
        reader.List("Watch", options.Watch.Add);
        reader.Number("MaximumConnections", v => options.MaximumConnections = v);
    }

    static void Read(SectionReader reader, BodyOptions options)
    {
        reader.Flag("OnDemand", v => options.OnDemand = v);
        reader.Number("Days", v => options.Days = v);
        reader.LargeNumber("MaximumSize", v => options.MaximumSize = v);
    }

    static void Read(SectionReader reader, Pop3Options options)
    {
        reader.Section("LeaveOnServer", r => Read(r, options.LeaveOnServer));
        reader.Flag("ApplyRuleChangesAtOnce", v => options.ApplyRuleChangesAtOnce = v);
        reader.LargeNumber("MaximumDownloadSize", v => options.MaximumDownloadSize = v);
        reader.Flag("AllowApop", v => options.AllowApop = v);
    }

    static void Read(SectionReader reader, LeaveOnServer options)
    {
        reader.Choice<LeaveOnServerMode>("Mode", v => options.Mode = v);
        reader.Number("Days", v => options.Days = v);
        reader.Number("Messages", v => options.Messages = v);
        reader.Number("Megabytes", v => options.Megabytes = v);
        reader.Number("Percent", v => options.Percent = v);
        reader.Sections("And", r => Read(r, Added(options.And)));
    }

    static LeaveOnServer Added(IList<LeaveOnServer> rules)
    {
        var rule = new LeaveOnServer();
        rules.Add(rule);
        return rule;
    }

    string Rooted(string path) => ConfiguredPath.Rooted(path, baseDirectory);
}
