namespace AcMail;

/// <summary>Proves settings: rules, then both servers at the same time, each until its first failure.</summary>
sealed class SettingsValidator(ServerConnector connector, TimeProvider timeProvider) : ISettingsValidator
{
    public async Task<ValidationReport> ValidateAsync(string account, MailAccountOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        ArgumentNullException.ThrowIfNull(options);
        var started = timeProvider.GetTimestamp();
        var broken = SettingsRules.Check(account, options);
        if (broken.Count > 0) return new(account, [.. broken.Select(f => Rules(started, f))]);

        var passed = Rules(started, null);
        var settings = MailAccountSettings.From(account, options);
        using var budget = new Deadline(ConnectionLimits.Validation, timeProvider, cancellationToken);
        var servers = await Task.WhenAll(Probes(settings).Select(p => p.RunAsync(settings, budget, cancellationToken))).ConfigureAwait(false);
        return new(account, [passed, .. servers.SelectMany(s => s)]);
    }

    ValidationCheck Rules(long started, MailFailure? failure) =>
        new(ValidationSubject.Settings, ValidationStage.Rules, "", timeProvider.GetElapsedTime(started), failure);

    IEnumerable<ServerProbe> Probes(MailAccountSettings settings)
    {
        yield return settings.Protocol == MailProtocol.Imap
            ? new ImapProbe(connector, timeProvider, settings.Incoming)
            : new Pop3Probe(connector, timeProvider, settings.Incoming);
        if (settings.Outgoing is { } outgoing) yield return new SmtpProbe(connector, timeProvider, outgoing);
    }
}
