namespace AcMail.Cli;

/// <summary>An account as configured: what is null has its default, and an invalid account has only its name and its problems.</summary>
sealed record AccountView(
    string Name, bool Valid, string? Protocol, string? DisplayName, string? EmailAddress, EndpointView? Incoming, EndpointView? Outgoing,
    IReadOnlyList<FailureView> Problems)
{
    public static AccountView From(string name, MailAccountOptions options) => new(
        name, true, Names.Of(options.Protocol), options.DisplayName, options.EmailAddress, EndpointView.From(options.Incoming),
        options.Outgoing is null ? null : EndpointView.From(options.Outgoing), []);

    public static AccountView From(string name, IEnumerable<MailFailure> problems) => new(
        name, false, null, null, null, null, null, [.. problems.Select(p => FailureView.From(p)!)]);
}

sealed record EndpointView(string Host, int? Port, string? Security, string UserName)
{
    public static EndpointView From(EndpointOptions options) => new(
        options.Host, options.Port, options.Security is { } security ? Names.Of(security) : null, options.UserName);
}
