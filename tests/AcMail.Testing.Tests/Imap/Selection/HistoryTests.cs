using AcMail.Testing.Tests.Support;
using CsCheck;

namespace AcMail.Testing.Tests.Imap.Selection;

/// <summary>Random histories of several sessions and of the model: whoever believes what the server tells knows what is there.</summary>
public sealed class HistoryTests
{
    static readonly string[] Commands =
    [
        "NOOP", "STORE $n +FLAGS ($f)", "STORE $n -FLAGS.SILENT ($f)", "UID STORE $u +FLAGS.SILENT ($f)", "UID STORE $u FLAGS ($f)",
        "UID STORE 1:* -FLAGS ($f)", "FETCH $n (UID FLAGS)", "UID FETCH $u FLAGS", "UID FETCH $u BODY[]", "SEARCH ALL", "UID SEARCH UNSEEN",
        @"UID STORE $u +FLAGS.SILENT (\Deleted)", "EXPUNGE", "UID EXPUNGE $u", "COPY $n INBOX", "UID COPY $u INBOX", "UID MOVE $u INBOX",
        "UID MOVE $u Archive", "MOVE $n Archive", "APPEND INBOX ($f) {6+}\r\na: b\r\n",
    ];

    static readonly string[] Names = [@"\Seen", @"\Flagged", "work", @"\Seen \Answered", "home work"];

    static Gen<(int Who, int What, uint Uid, int Flags)> Step { get; } =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, Commands.Length - 1], Gen.UInt[1, 14], Gen.Int[0, Names.Length - 1]);

    [Fact]
    public Task Every_session_ends_up_knowing_what_is_there() => Step.Array[1, 60].SampleAsync(PlayAsync, iter: 300);

    static async Task PlayAsync((int Who, int What, uint Uid, int Flags)[] steps)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.CreateMailbox("Archive");
        for (var i = 0; i < 8; i++) user.Inbox.Add(Mail.Of("one"));
        await using var plain = await MirrorClient.OpenAsync(server, user, quickResync: false);
        await using var quick = await MirrorClient.OpenAsync(server, user, quickResync: true);
        var resync = new ResyncClient(server, user);
        foreach (var (who, what, uid, flags) in steps)
        {
            if (who is 0 or 1) await SayAsync(plain, Commands[what], uid, Names[flags]);
            if (who is 2 or 3) await SayAsync(quick, Commands[what], uid, Names[flags]);
            if (who == 4) Change(user, what, uid, FlagSet.Of(Names[flags].Split(' ')));
            if (who != 5) continue;
            await resync.SynchroniseAsync(bySelect: what % 2 == 0);
            resync.Known.ShouldBe(Truth(user));
        }

        await plain.CatchUpAsync();
        plain.View.ShouldBe(Truth(user));
        await quick.CatchUpAsync();
        quick.View.ShouldBe(Truth(user));
        await resync.SynchroniseAsync(bySelect: true);
        resync.Known.ShouldBe(Truth(user));
        user.Inbox.Messages.Select(m => m.Uid).ShouldBe(user.Inbox.Messages.Select(m => m.Uid).Distinct().Order());
        server.UnhandledErrors.ShouldBeEmpty();
    }

    // A number that the client does not see is none of its mistakes.
    static Task SayAsync(MirrorClient client, string command, uint uid, string flags)
    {
        var number = client.View.Count > 0 ? 1 + ((int)uid % client.View.Count) : 0;
        if (number == 0 && command.Contains("$n", StringComparison.Ordinal)) return client.AskAsync("NOOP");
        foreach (var (name, value) in new[] { ("$n", $"{number}"), ("$u", $"{uid}:{uid + 1}"), ("$f", flags) })
            command = command.Replace(name, value, StringComparison.Ordinal);
        return client.AskAsync(command);
    }

    static void Change(ServerUser user, int what, uint uid, FlagSet flags)
    {
        if (what % 3 == 0) user.Inbox.Add(Mail.Of("two"), flags);
        if (what % 3 == 1) user.Inbox.Remove(uid);
        if (what % 3 == 2) user.Inbox.SetFlags(uid, flags);
    }

    static IEnumerable<(uint, string)> Truth(ServerUser user) => user.Inbox.Messages.Select(m => (m.Uid, m.Flags.ToString()));
}
