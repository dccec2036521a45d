using static AcMail.Testing.ImapMisbehaviour;

namespace AcMail.Testing.Tests.Imap.Misbehaviour;

public sealed class AppendMisbehaviourTests
{
    const string Append = "APPEND INBOX {31+}\r\nMessage-ID: <a@example.org>\r\n\r\n";

    [Fact]
    public async Task An_APPEND_without_APPENDUID_or_that_rewrites()
    {
        await using var without = new MisbehaviourTest(AppendUidMissing, Repetition.Once);
        await using var first = await without.SelectAsync();
        (await first.AskAsync(Append))[^1].ShouldBe("OK done.");
        (await first.AskAsync(Append))[^1].ShouldStartWith("OK [APPENDUID ");
        await using var rewriting = new MisbehaviourTest(AppendRewrites);
        await using var second = await rewriting.SelectAsync();
        await second.AskAsync(Append);
        rewriting.User.Inbox.Messages[^1].Content.ToArray().ShouldBe("Message-ID: <a>\r\n\r\n"u8.ToArray());
    }

    [Theory]
    [InlineData(AppendFlaggedRefused, @"(\Seen \Flagged) ", "ab\r\n", @"(\Seen) ", "BAD ")]
    [InlineData(AppendKeywordRefused, @"(\Flagged work) ", "ab\r\n", @"(\Flagged) ", "NO ")]
    [InlineData(AppendUnterminatedRefused, "", "abcd", "", "BAD [CLIENTBUG] ")]
    public async Task What_others_take_is_refused(ImapMisbehaviour misbehaviour, string flags, string content, string otherFlags, string reply)
    {
        await using var test = new MisbehaviourTest(misbehaviour);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync($"APPEND INBOX {flags}{{4+}}\r\n{content}")).ShouldHaveSingleItem().ShouldStartWith(reply);
        test.User.Inbox.Messages.Count.ShouldBe(4);
        (await talk.AskAsync($"APPEND INBOX {otherFlags}{{4+}}\r\nab\r\n"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task A_long_line_is_refused()
    {
        await using var test = new MisbehaviourTest(AppendLongLineRefused);
        await using var talk = await test.SelectAsync();
        foreach (var (length, reply) in new[] { (9899, "OK "), (9900, "NO ") })
            (await talk.AskAsync($"APPEND INBOX {{{length + 6}+}}\r\na\r\n{new string('x', length)}\r\nb"))[^1].ShouldStartWith(reply);
    }

    [Fact]
    public async Task OVERQUOTA_once()
    {
        await using var test = new MisbehaviourTest(OverQuota, Repetition.Once);
        test.User.CreateMailbox("Copies");
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("COPY 1 Copies"))[^1].ShouldStartWith("NO [OVERQUOTA]");
        (await talk.AskAsync("COPY 1 Copies"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task What_is_answered_by_OK_and_not_done()
    {
        await using var test = new MisbehaviourTest(TransfersForgotten);
        var copies = test.User.CreateMailbox("Copies");
        await using var talk = await test.SelectAsync();
        foreach (var command in new[] { Append, "COPY 1 Copies", "MOVE 1 Copies" }) (await talk.AskAsync(command))[^1].ShouldMatch("^OK [^\\[]*$");
        (test.User.Inbox.Messages.Count, copies.Messages.Count).ShouldBe((4, 0));
    }

    [Fact]
    public async Task A_MOVE_that_is_offered_and_refused()
    {
        await using var test = new MisbehaviourTest(MoveRefused);
        var copies = test.User.CreateMailbox("Copies");
        await using var talk = await test.SelectAsync();
        foreach (var command in new[] { "MOVE 1 Copies", "UID MOVE 1 Copies" }) (await talk.AskAsync(command))[^1].ShouldBe("NO MOVE extension not supported");
        (test.User.Inbox.Messages.Count, copies.Messages.Count).ShouldBe((4, 0));
        (await talk.AskAsync("COPY 1 Copies"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task A_COPYUID_cut_short()
    {
        await using var test = new MisbehaviourTest(CopyUidCutShort);
        test.User.CreateMailbox("Copies");
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("COPY 1 Copies"))[^1].ShouldContain($"[COPYUID {test.User.FindMailbox("Copies")!.UidValidity}]");
    }
}
