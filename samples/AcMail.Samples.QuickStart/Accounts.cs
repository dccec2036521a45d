using Microsoft.Extensions.DependencyInjection;

namespace AcMail.QuickStart;

/// <summary>Registers the accounts, as an application does; only hosts and ports are those of the server in this process.</summary>
static class Accounts
{
    /// <summary>The guide's account by IMAP.</summary>
    public const string Pro = "pro";

    /// <summary>The same by POP3.</summary>
    public const string Archive = "archive";

    public static ServiceProvider Register(School school, string directory)
    {
        var services = new ServiceCollection();
        services.AddAcMail()
            .UseSqlite(o => o.Directory = directory)
            .AddImapAccount(Pro, o =>
            {
                o.DisplayName = "David MARTIN";
                o.EmailAddress = "david.martin@ac-lyon.fr";
                o.Incoming = new() { Host = "127.0.0.1", Port = school.Server.ImapsPort, UserName = "dmartin" };
                o.Outgoing = new() { Host = "127.0.0.1", Port = school.Server.SubmissionPort, UserName = "dmartin" };
                o.Password = "secret";
                o.TrustedCertificates.Add(school.AuthorityFile);
            })
            .AddPop3Account(Archive, o =>
            {
                o.DisplayName = "David MARTIN";
                o.EmailAddress = "david.martin@ac-lyon.fr";
                o.Incoming = new() { Host = "127.0.0.1", Port = school.Server.Pop3sPort, UserName = "dmartin" };
                o.Password = "secret";
                o.TrustedCertificates.Add(school.AuthorityFile);
                o.Pop3.LeaveOnServer = LeaveOnServer.ForDays(60);
            });
        return services.BuildServiceProvider();
    }
}
