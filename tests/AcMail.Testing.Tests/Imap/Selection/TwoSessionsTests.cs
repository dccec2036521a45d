using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Selection;

public sealed class TwoSessionsTests
{
    [Theory]
    [InlineData("FETCH 1 FLAGS")]
    [InlineData("STORE 1 +FLAGS (kw)")]
    [InlineData("SEARCH ALL")]
    public async Task Messages_keep_their_numbers_while_they_are_used(string command)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        foreach (var subject in (string[])["one", "two", "three"]) user.Inbox.Add(Mail.Of(subject), FlagSet.Of("kw"));
        await using var talk = await ImapTalk.SelectAsync(server, user);
        await using var other = await ImapTalk.SelectAsync(server, user);
        await other.AskAsync(@"STORE 2 +FLAGS.SILENT (\Deleted)");
        (await other.AskAsync("EXPUNGE"))[0].ShouldBe("* 2 EXPUNGE");
        user.Inbox.Add(Mail.Of("four"));

        var answer = await talk.AskAsync(command);
        answer[^1].ShouldStartWith("OK ");
        answer.ShouldNotContain(l => l.EndsWith("EXPUNGE", StringComparison.Ordinal));
        answer.ShouldContain("* 4 EXISTS");
        (await talk.AskAsync("FETCH 4 UID"))[0].ShouldBe("* 4 FETCH (UID 4)");
        (await talk.AskAsync("NOOP")).ShouldContain("* 2 EXPUNGE");
        (await talk.AskAsync("FETCH 3 UID"))[0].ShouldBe("* 3 FETCH (UID 4)");
    }

    [Fact]
    public async Task A_UID_command_may_tell_of_expunges()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        foreach (var subject in (string[])["one", "two", "three"]) user.Inbox.Add(Mail.Of(subject));
        await using var talk = await ImapTalk.SelectAsync(server, user);
        user.Inbox.Remove(2);
        (await talk.AskAsync("UID SEARCH ALL")).ShouldContain("* 2 EXPUNGE");
    }

    [Fact]
    public async Task Flags_set_by_one_session_are_told_to_the_other_only()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"));
        await using var talk = await ImapTalk.SelectAsync(server, user);
        await using var other = await ImapTalk.SelectAsync(server, user);
        (await talk.AskAsync(@"STORE 1 FLAGS (\Seen)")).Count.ShouldBe(2);
        (await talk.AskAsync(@"STORE 1 FLAGS.SILENT (\Flagged)")).Count.ShouldBe(1);
        (await talk.AskAsync("NOOP")).ShouldBe(["OK done."]);
        (await other.AskAsync("NOOP")).ShouldBe([@"* 1 FETCH (FLAGS (\Flagged))", "OK done."]);
    }

    [Fact]
    public async Task Many_sessions_on_one_mailbox_end_up_seeing_the_same()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        for (var i = 0; i < 20; i++) user.Inbox.Add(Mail.Of("one"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => WorkAsync(n))));
        user.Inbox.Messages.Select(m => m.Uid).ShouldBe(user.Inbox.Messages.Select(m => m.Uid).Distinct().Order());
        user.Inbox.Messages.Count.ShouldBe(20 + (8 * 15) - 8);

        async Task WorkAsync(int n)
        {
            await using var talk = await ImapTalk.SelectAsync(server, user);
            for (var i = 0; i < 15; i++)
            {
                (await talk.AskAsync($"APPEND INBOX {{1+}}\r\n{n}"))[^1].ShouldStartWith("OK ");
                (await talk.AskAsync($"UID STORE {n + 1} +FLAGS (kw{i})"))[^1].ShouldStartWith("OK ");
            }

            await talk.AskAsync($@"UID STORE {n + 1} +FLAGS (\Deleted)");
            (await talk.AskAsync($"UID EXPUNGE {n + 1}"))[^1].ShouldStartWith("OK ");
            (await talk.AskAsync("UID SEARCH ALL"))[^1].ShouldStartWith("OK ");
        }
    }
}
