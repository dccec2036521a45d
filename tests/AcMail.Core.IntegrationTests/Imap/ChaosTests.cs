using System.Globalization;
using AcMail.Core.IntegrationTests.Imap.Chaos;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Imap;

/// <summary>
/// Two replicas of one account, each with its own configuration and directory, and another client change everything at random, while the program is killed.
/// ACMAIL_CHAOS_SECONDS makes it longer, ACMAIL_CHAOS_SEED makes the same choices again.
/// </summary>
public sealed class ChaosTests(MailServer server, ITestOutputHelper output)
{
    const int Rounds = 6;

    static readonly int Seconds = Number("ACMAIL_CHAOS_SECONDS", 20), Seed = Number("ACMAIL_CHAOS_SEED", Random.Shared.Next());

    [Fact]
    public async Task Two_replicas_and_another_client_agree_however_often_the_program_is_killed()
    {
        output.WriteLine($"ACMAIL_CHAOS_SEED={Seed}");
        var user = MailServer.NewUser();
        var letters = new Letters();
        using var first = new Replica(server, user, letters, Seed);
        using var second = new Replica(server, user, letters, Seed + 1);
        await using var other = new OtherClient(server, user, letters, Seed + 2);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(Seconds));
        await Task.WhenAll(first.RunAsync(end.Token), second.RunAsync(end.Token), other.RunAsync(end.Token));
        output.WriteLine($"first:  {first}");
        output.WriteLine($"second: {second}");
        output.WriteLine($"other:  {other}");

        var rounds = 0;
        for (var calm = false; !calm;)
        {
            (++rounds).ShouldBeLessThanOrEqualTo(Rounds, "there is no end to it");
            calm = await first.SyncIsIdleAsync() & await second.SyncIsIdleAsync();
        }

        await using var oracle = await RawImap.LoginAsync(server, user);
        await first.ShouldEqualAsync(oracle);
        await second.ShouldEqualAsync(oracle);
        var (messages, mailboxes) = await letters.ShouldBeOnAsync(oracle);
        output.WriteLine($"{messages} messages in {mailboxes} mailboxes after {rounds} rounds; {letters}");
    }

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
