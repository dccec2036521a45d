namespace AcMail.Core.Tests.Pop3;

public sealed class PopFailuresTests
{
    [Fact]
    public void When_to_come_back_is_told_with_its_date()
    {
        var endpoint = new MailEndpoint(ServerProtocol.Pop3, "pop.x.fr", 995, ConnectionSecurity.ImplicitTls, "zoe");
        var failure = PopFailures.MustWait(endpoint, 86_400, new(2026, 3, 15, 0, 9, 8, TimeSpan.FromHours(1)));
        failure.Remedy.English.ShouldEndWith("from 2026-03-14 23:09:08 UTC on.");
        failure.Remedy.French.ShouldEndWith("à partir de 2026-03-14 23:09:08 UTC.");
    }
}
