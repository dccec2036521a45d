using System.Text.RegularExpressions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;
using AcMail.Tests;
using CsCheck;

namespace AcMail.Core.Tests.Validation;

/// <summary>One line of either server's comes otherwise than it was said while settings are tried.</summary>
public sealed partial class GarbledReplyTests
{
    [Theory]
    [InlineData(MailProtocol.Imap)]
    [InlineData(MailProtocol.Pop3)]
    public Task A_garbled_line_is_no_surprise_and_no_wrong_password(MailProtocol protocol) => Gen.Select(Garbled.Among(16), Gen.Bool)
        .SampleAsync((garbled, ofIncoming) => ValidateAsync(protocol, garbled, ofIncoming), iter: Histories.Asked ?? 25, threads: 4);

    static async Task ValidateAsync(MailProtocol protocol, Garbled garbled, bool ofIncoming)
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Full);
        server.AddUser("dmartin");
        await using var incoming = new GarblingProxy(() => protocol == MailProtocol.Imap ? server.ImapPort : server.Pop3Port) { Patience = TimeSpan.FromMilliseconds(200) };
        await using var outgoing = new GarblingProxy(() => server.SubmissionPort) { Patience = TimeSpan.FromMilliseconds(200) };
        var options = new MailAccountOptions
        {
            Protocol = protocol,
            EmailAddress = "david.martin@ac-lyon.fr",
            Password = "secret",
            Incoming = new() { Host = "127.0.0.1", Port = incoming.Port, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "dmartin" },
            Outgoing = new() { Host = "127.0.0.1", Port = outgoing.Port, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "dmartin" },
        };
        (ofIncoming ? incoming : outgoing).Garble(garbled);

        var report = await new SettingsValidator(Some.Connector(), TimeProvider.System).ValidateAsync("pro", options, Some.Token);

        var heard = incoming.Heard ?? outgoing.Heard;
        if (heard is null) report.IsValid.ShouldBeTrue();
        foreach (var failure in report.Checks.Select(c => c.Failure).OfType<MailFailure>())
        {
            failure.Kind.ShouldNotBe(MailErrorKind.Unexpected, $"{failure}");
            if (heard is null || !Refusal().IsMatch(heard)) failure.Kind.ShouldNotBe(MailErrorKind.BadCredentials, $"{failure}");
        }
    }

    [GeneratedRegex(@"^[45]|\n[45]|\b(NO|BAD|BYE)\b|-ERR")]
    private static partial Regex Refusal();
}
