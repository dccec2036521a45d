using System.Net.Mail;

namespace AcMail;

/// <summary>The rules that settings must keep, as far as they can be decided without any server or file.</summary>
static class SettingsRules
{
    public static IReadOnlyList<MailFailure> Check(string account, MailAccountOptions options)
    {
        var found = new RuleFindings(account, options.ConfiguredAt);
        found.Undefined(nameof(options.Protocol), options.Protocol);
        CheckAddress(found, options.EmailAddress);
        var incoming = options.Protocol == MailProtocol.Pop3 ? ServerProtocol.Pop3 : ServerProtocol.Imap;
        EndpointRules.CheckIncoming(found, options.Incoming, incoming);
        EndpointRules.CheckOutgoing(found, options.Outgoing);
        TrustRules.Check(found, options);
        CheckPollInterval(found, options.PollInterval);
        if (options.Imap is { } imap) ImapRules.Check(found, imap);
        else found.Missing(nameof(options.Imap), NothingSpecial);
        if (options.Pop3 is { } pop3) Pop3Rules.Check(found, pop3);
        else found.Missing(nameof(options.Pop3), NothingSpecial);
        return found.Failures;
    }

    /// <summary>For an object that code, or a form's JSON, has set to null.</summary>
    public static MailText NothingSpecial { get; } = new("Leave it as it is by default.", "Laissez la valeur par défaut.");

    static void CheckPollInterval(RuleFindings found, TimeSpan interval)
    {
        if (interval < TimeSpan.FromMinutes(1) || interval > TimeSpan.FromDays(1))
            found.Add(
                nameof(MailAccountOptions.PollInterval), new($"{interval:c} is out of range.", $"{interval:c} : hors limites."),
                new("Write 00:01:00 to 1.00:00:00.", "Écrivez de 00:01:00 à 1.00:00:00."));
    }

    static void CheckAddress(RuleFindings found, string? address)
    {
        const string path = nameof(MailAccountOptions.EmailAddress);
        MailText remedy = new(
            "Write the bare address, such as david.martin@ac-lyon.fr.", "Écrivez l'adresse seule, comme david.martin@ac-lyon.fr.");
        if (string.IsNullOrWhiteSpace(address)) found.Missing(path, remedy);
        else if (!IsBareAddress(address))
            found.Add(path, new($"'{address}' is not an e-mail address.", $"« {address} » n'est pas une adresse électronique."), remedy);
    }

    // MimeKit would read such an address at the cost of its charsets, a twentieth of the time of a program that finds nothing new.
    static bool IsBareAddress(string text) => !text.Any(char.IsControl) &&
        MailAddress.TryCreate(text, out var parsed) && parsed.Address == text && !parsed.User.EndsWith('.') && !parsed.Host.EndsWith('.');
}
