namespace AcMail.Cli.Tests.App;

public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(MailErrorKind.InvalidMessage, 2)]
    [InlineData(MailErrorKind.InvalidSettings, 3)]
    [InlineData(MailErrorKind.UnknownAccount, 3)]
    [InlineData(MailErrorKind.BadCredentials, 4)]
    [InlineData(MailErrorKind.CredentialMissing, 4)]
    [InlineData(MailErrorKind.ConnectionRefused, 5)]
    [InlineData(MailErrorKind.CertificateUntrusted, 5)]
    [InlineData(MailErrorKind.OverQuota, 5)]
    [InlineData(MailErrorKind.Busy, 6)]
    [InlineData(MailErrorKind.MailboxInUse, 6)]
    [InlineData(MailErrorKind.Deferred, 5)]
    [InlineData(MailErrorKind.StorageFull, 1)]
    [InlineData(MailErrorKind.MessageNotFound, 1)]
    [InlineData(MailErrorKind.MailboxExists, 1)]
    [InlineData(MailErrorKind.MailboxNotEmpty, 1)]
    [InlineData(MailErrorKind.Unexpected, 70)]
    public void Each_kind_has_its_code(MailErrorKind kind, int code) => ExitCodes.From(kind).ShouldBe(code);

    [Theory]
    [InlineData(new[] { 0, 0 }, 0)]
    [InlineData(new[] { 0, 4 }, 1)]
    [InlineData(new[] { 1, 0 }, 1)]
    [InlineData(new[] { 5, 4 }, 5)]
    [InlineData(new[] { 0, 70 }, 70)]
    public void Several_accounts_give_one_code(int[] codes, int expected) => ExitCodes.Of(codes).ShouldBe(expected);
}
