using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;

namespace AcMail.Core.Tests.Migration;

/// <summary>Moves an account over, and interrupts that wherever it can be interrupted.</summary>
/// <param name="begin">Makes an account that is to be moved over.</param>
/// <param name="prove">Proves that both sides hold what they should, given what was held before.</param>
sealed class MovingMail(Func<Task<ImapFixture>> begin, Func<ImapFixture, IReadOnlyList<string>, string, Task> prove)
{
    const int Every = 48;

    public static Task<MigrationReport> MigrateAsync(ImapFixture mail) => mail.Migrator.MigrateAsync("pro", null, TestContext.Current.CancellationToken);

    /// <summary>The messages, each with what it is about.</summary>
    public static async Task<IReadOnlyList<(long Id, string Subject)>> IdsAsync(ImapFixture mail) =>
        [.. (await mail.ListAsync()).Select(m => (m.Id, m.Headers.Subject))];

    public static async Task<IReadOnlyList<string>> HeldAsync(ImapFixture mail) =>
        [.. (await mail.ListAsync()).Select(m => $"{m.Mailbox} {m.Headers.Subject}").Order(StringComparer.Ordinal)];

    public static FlagSet Flags(ImapFixture mail, string subject) => mail.User.Inbox.Messages.Single(m => ImapFixture.SubjectOf(m) == subject).Flags;

    public static IReadOnlyList<string> Figures(MigrationPlan plan) =>
        [.. plan.Mailboxes.Select(m => $"{m.Name}{(m.IsNew ? "+" : "")} linked {m.Linked} moved {m.Moved} up {m.Uploads} down {m.Downloads}").Order(StringComparer.Ordinal)];

    /// <returns>How many points there were.</returns>
    public async Task<int> KillAroundEveryCommitAsync()
    {
        int commits;
        await using (var calm = await begin())
        {
            calm.Stores.Count();
            await MigrateAsync(calm);
            commits = calm.Stores.Commits;
        }

        for (var commit = 1; commit <= commits; commit++)
        {
            foreach (var before in (bool[])[true, false])
            {
                await using var mail = await begin();
                var (held, ids) = (await HeldAsync(mail), await IdsAsync(mail));
                mail.Stores.KillAt(commit, before);
                await MigrateIfPossibleAsync(mail);
                await mail.RestartAsync();
                ids.Except(await IdsAsync(mail)).ShouldBeEmpty($"commit {commit} {before}");
                await GoOnAsync(mail);
                await prove(mail, held, $"commit {commit} {before}");
            }
        }

        return commits * 2;
    }

    /// <param name="first">Which of the cuts comes first, where not all are tried.</param>
    /// <returns>How many points there were.</returns>
    public async Task<int> CutAtEveryLineAsync(int first)
    {
        IReadOnlyList<Fault> faults;
        await using (var calm = await begin())
        {
            var before = calm.Server.Sessions.Count;
            await MigrateAsync(calm);
            await ((MailAccount)calm.Account).HangUpAsync();
            foreach (var session in calm.Server.Sessions.Skip(before)) await session.Ended;
            faults = Points.OneIn(Every, FaultPoints.Of(calm.Server.Sessions.Skip(before), FaultKinds.Cuts), first);
        }

        foreach (var fault in faults)
        {
            await using var mail = await begin();
            var held = await HeldAsync(mail);
            mail.Server.Faults.Add(fault);
            await MigrateAsync(mail);
            mail.Server.Faults.Clear();
            await mail.RestartAsync();
            await GoOnAsync(mail);
            await prove(mail, held, fault.ToString());
        }

        return faults.Count;
    }

    /// <param name="first">Which of the places comes first, where not all are tried.</param>
    /// <returns>How many points there were.</returns>
    public async Task<int> GiveUpAtEveryLineAsync(int first)
    {
        IReadOnlyList<GivingUp> places;
        await using (var calm = await begin())
        {
            var before = calm.Server.Sessions.Count;
            await MigrateAsync(calm);
            places = Points.OneIn(Every, GivingUp.Places(calm.Server.Sessions.Skip(before)), first);
        }

        foreach (var place in places)
        {
            await using var mail = await begin();
            var held = await HeldAsync(mail);
            await place.DoAsync(mail.Server, cancel => mail.Migrator.MigrateAsync("pro", null, cancel));
            await GoOnAsync(mail);
            await prove(mail, held, place.ToString());
        }

        return places.Count;
    }

    /// <summary>How many commits a pass takes depends on how fast it is: the kill may come too late.</summary>
    static async Task MigrateIfPossibleAsync(ImapFixture mail)
    {
        try
        {
            await MigrateAsync(mail);
        }
        catch (KilledException)
        {
        }
    }

    /// <summary>Whoever was interrupted before the commit is told so by the next synchronisation.</summary>
    static async Task GoOnAsync(ImapFixture mail)
    {
        if ((await mail.SyncAsync()).Failure is { Kind: MailErrorKind.InvalidSettings }) await MigrateAsync(mail);
        await mail.SyncAsync();
    }
}
