using AcMail.Storage;
using MailKit.Net.Pop3;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>One pass over a maildrop: as many sessions as it takes, since what one session deletes is only gone when it ends.</summary>
sealed class PopPass(
    MailAccountSettings settings, ServerConnector connector, IMailStore store, SyncPass pass, TimeProvider clock, MaildropTime time)
{
    const int MostSpoilt = 4;

    readonly PopManners _manners = new();
    // The names whose message was received, or proven to be the one that is held, by this pass.
    readonly HashSet<string> _identified = new(StringComparer.Ordinal);
    readonly MailboxTally _tally = pass.Open(MaildropFold.Inbox, MailboxRole.Inbox);
    readonly PopRefusals _refusals = new(pass, pass.Open(MaildropFold.Inbox));

    /// <summary>What it goes by.</summary>
    public PopRules Rules { get; init; } = settings.Pop3.Rules;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (time.Behind > TimeSpan.FromDays(1)) pass.Notices.Add(PopNotices.ClockBehind(time.Behind));
        if (time.HasLeapt) pass.Notices.Add(PopNotices.ClockUnsure);
        try
        {
            await SitUntilDoneAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _refusals.TellAll();
        }

        // A message that breaks every connection breaks one on which several were asked for, too.
        if (_manners is { PipeliningIsBroken: true, Broken.IsAny: false }) pass.Notices.Add(PopNotices.PipeliningBroken);
        if (pass.Maildrop?.LeftBecause(MaildropReason.AwaitsApply) is > 0 and var waiting) pass.Notices.Add(PopNotices.AwaitsApply(waiting));
    }

    async Task SitUntilDoneAsync(CancellationToken cancellationToken)
    {
        for (var (goOn, sittings, spoilt) = (true, 0, 0); goOn;)
        {
            try
            {
                goOn = await SitAsync(sittings, cancellationToken).ConfigureAwait(false);
                sittings++;
            }
            catch (SpoiltSessionException) when (++spoilt <= MostSpoilt && !_manners.IsMute)
            {
                // The next session goes about it as this server can bear.
            }
        }
    }

    /// <summary>One session; returns whether another one is wanted.</summary>
    async Task<bool> SitAsync(int sittings, CancellationToken cancellationToken)
    {
        // Some servers take as long to let one in as the ledger takes to be read.
        var reading = Task.Run(() => store.Maildrop.GetAsync(cancellationToken).AsTask(), cancellationToken);
        try
        {
            return await OpenAsync(sittings, cancellationToken).ConfigureAwait(false) is { } session
                && await SitAsync(session, reading, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<bool> SitAsync(MailSession<Pop3Client> session, Task<StoredMaildrop> reading, CancellationToken cancellationToken)
    {
        await using var closing = session.ConfigureAwait(false);
        try
        {
            var ledger = (await reading.ConfigureAwait(false)).Entries;
            return await new PopSitting(session, store, pass, _tally, _manners, clock, time, Rules, _refusals, _identified)
                .RunAsync(ledger, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Without QUIT nothing is deleted, also by a server that deletes what was downloaded.
            await session.Client.DisconnectAsync(false, CancellationToken.None).ConfigureAwait(false);
            if (e is MailException or OperationCanceledException) throw;
            throw new MailException(session.Classify(e), e);
        }
    }

    async Task<MailSession<Pop3Client>?> OpenAsync(int sittings, CancellationToken cancellationToken)
    {
        pass.Report(SyncStage.Connecting);
        try
        {
            var session = await connector.OpenAsync(settings, settings.Incoming, log => new Pop3Client(log), cancellationToken).ConfigureAwait(false);
            session.Client.Timeout = (int)settings.Pop3.AnswerTime.TotalMilliseconds;
            return session;
        }
        catch (MailException e) when (sittings > 0 && e.Failure.IsTransient)
        {
            // Some servers keep the maildrop locked for a while after QUIT. What is still due can wait.
            if (pass.Maildrop?.Due is > 0 and var due) pass.Notices.Add(PopNotices.DeletionsPostponed(due));
            return null;
        }
    }
}
