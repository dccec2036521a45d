using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;

namespace AcMail.Core.Tests.Imap.Convergence;

/// <summary>All that can be done to an account, at once. <c>ACMAIL_HISTORIES</c> sets how often for each server.</summary>
public sealed class CrowdTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Nothing_is_lost_doubled_or_untold_and_no_server_is_accused(string without)
    {
        for (var seed = 0; seed < (Histories.Asked ?? 2); seed++)
        {
            await using var crowd = new Crowd(without);
            await crowd.LiveAsync(seed).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            await crowd.ShouldEndWellAsync();
        }
    }
}
