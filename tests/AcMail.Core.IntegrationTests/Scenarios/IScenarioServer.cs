namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>A kind of server that scenarios are played with.</summary>
interface IScenarioServer
{
    ServerKind Kind { get; }

    string Password { get; }

    /// <summary>A user with an inbox and the mailboxes of the fixture, all empty.</summary>
    string NewUser();

    /// <summary>A connection for <c>imap</c>, <c>pop</c> or <c>smtp</c>, without TLS.</summary>
    Task<Stream> ConnectAsync(string protocol);
}
