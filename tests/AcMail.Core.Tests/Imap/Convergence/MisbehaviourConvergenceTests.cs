using AcMail.Core.Tests.Support;
using AcMail.Testing;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Convergence;

/// <summary>The histories of <see cref="ConvergenceTests"/> with servers that misbehave for a while; they run beside the others.</summary>
public sealed class MisbehaviourConvergenceTests
{
    /// <summary>A server that writes anew what it takes, and one that shows a mailbox twice: after a lost reply nobody can tell what is there already.</summary>
    internal static readonly ImapMisbehaviour[] Doubling = [ImapMisbehaviour.AppendRewrites, ImapMisbehaviour.InboxAliased];

    /// <summary>
    /// All but two. One gives a UID of a UIDVALIDITY to two messages (RFC 9051 §2.3.1.1 forbids it): nobody can tell then which is meant. The other says OK to an
    /// APPEND and keeps nothing: where another message comes meanwhile, nobody can tell that from one that another client removed (ForgottenTransferTests).
    /// </summary>
    public static TheoryData<ImapMisbehaviour> Misbehaviours =>
        [.. Enum.GetValues<ImapMisbehaviour>().Except([ImapMisbehaviour.UidValidityDecreases, ImapMisbehaviour.TransfersForgotten])];

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public Task Both_sides_end_equal_once_a_server_stops_misbehaving(ImapMisbehaviour misbehaviour) =>
        HistoryStep.Histories.SampleAsync(
            steps => ConvergenceTests.RunAsync(steps, "", misbehaviour, varies: steps.Length % 2 == 0), iter: Histories.Asked ?? 18, threads: 1,
            print: ConvergenceTests.Print);
}
