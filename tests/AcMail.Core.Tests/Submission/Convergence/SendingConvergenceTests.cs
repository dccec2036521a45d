using AcMail.Core.Tests.Support;
using AcMail.Testing;
using CsCheck;

namespace AcMail.Tests;

/// <summary>
/// Random histories of one outbox: messages to several recipients, cuts, lost replies, kills, rebuilds, full mailboxes, what a person asks for, also while
/// something is sent. <c>ACMAIL_HISTORIES</c> sets how many for each server.
/// </summary>
public sealed class SendingConvergenceTests
{
    static readonly Dictionary<string, Func<SmtpProfile, SmtpProfile>> Profiles = new()
    {
        ["everything"] = p => p,
        ["no PIPELINING"] = p => p.Without("PIPELINING"),
        ["neither PIPELINING nor CHUNKING"] = p => p.Without("PIPELINING", "CHUNKING"),
        ["greylisting"] = p => p with { Greylisting = TimeSpan.FromMinutes(20) },
        ["files copies itself"] = p => p with { FilesSentCopy = true },
    };

    public static TheoryData<string> Servers => [.. Profiles.Keys];

    [Theory]
    [MemberData(nameof(Servers))]
    public Task Nothing_is_lost_and_nobody_gets_it_twice_unless_a_person_asked_for_it(string server) => SendingStep.Histories.SampleAsync(
        async steps =>
        {
            await using var history = new SendingHistory(Profiles[server]);
            await history.BeginAsync();
            await history.LiveAsync(steps);
            await history.ShouldConvergeAsync();
        },
        iter: Histories.Asked ?? 25, threads: 1, print: steps => string.Join(", ", steps.Select(s => s.ToString())));
}
