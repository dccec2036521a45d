using Microsoft.Extensions.Configuration;

namespace AcMail;

/// <summary>Reads the top of the configuration. What is wrong there concerns no single account, so it is told at once.</summary>
static class AccountsSection
{
    public static (string Directory, IReadOnlyList<IConfigurationSection> Accounts) Read(IConfigurationSection section)
    {
        var failures = new List<MailFailure>();
        var directory = "";
        List<IConfigurationSection> accounts = [];
        if (!section.Exists()) throw new MailException(SectionFailures.Missing(section));
        var reader = new SectionReader(section, failures);
        reader.Text("Directory", v => directory = v);
        reader.Children("Accounts", accounts.Add);
        failures.AddRange(accounts.Where(a => string.IsNullOrWhiteSpace(a.Key)).Select(SectionFailures.NoName));
        reader.RejectUnknownKeys();
        return failures.Count == 0 ? (directory, accounts) : throw new MailException(Join(failures));
    }

    static MailFailure Join(List<MailFailure> failures) => failures.Count == 1 ? failures[0] : new(
        MailErrorKind.InvalidSettings,
        new(string.Join(' ', failures.Select(f => f.Message.English)), string.Join(' ', failures.Select(f => f.Message.French))),
        new(string.Join(' ', failures.Select(f => f.Remedy.English)), string.Join(' ', failures.Select(f => f.Remedy.French))));
}
