namespace AcMail.Testing.Tests.Pop3;

/// <summary>What each misbehaviour looks like on the wire.</summary>
public sealed class Pop3MisbehaviourTests
{
    const string Message = "Subject: un\r\n\r\nBonjour\r\n";

    [Fact]
    public async Task An_empty_UIDL_once()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.EmptyUidl, Repetition.Once);
        (await test.UniqueIdsAsync()).ShouldBeEmpty();
        (await test.UniqueIdsAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_short_UIDL_always()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.ShortUidl);
        var client = await test.LogInAsync();
        for (var i = 0; i < 2; i++) (await client.AskManyAsync("UIDL")).Count.ShouldBe(2);
        (await client.AskManyAsync("LIST")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_short_LIST_once()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.ShortList, Repetition.Once);
        var client = await test.LogInAsync();
        (await client.AskManyAsync("LIST")).Count.ShouldBe(2);
        (await client.AskManyAsync("LIST")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Two_messages_with_one_unique_id()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.DuplicateUidl);
        var ids = await test.UniqueIdsAsync();
        ids[1].ShouldBe(ids[0]);
        ids.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_unique_id_used_again_after_a_deletion()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.ReusedUidl);
        var before = await test.UniqueIdsAsync();
        var client = await test.LogInAsync();
        await client.AskAsync("DELE 2");
        await client.AskAsync("QUIT");
        test.User.Inbox.Add("Subject: neuf\r\n\r\n"u8.ToArray());
        (await test.UniqueIdsAsync()).ShouldBe([before[0], before[2], before[3], before[1]]);
    }

    [Fact]
    public async Task Other_unique_ids_in_every_session_or_in_one()
    {
        await using var always = Misbehaving(Pop3Misbehaviour.ChangedUidl);
        (await always.UniqueIdsAsync()).Intersect(await always.UniqueIdsAsync()).ShouldBeEmpty();
        await using var once = Misbehaving(Pop3Misbehaviour.ChangedUidl, Repetition.Once);
        var first = await once.UniqueIdsAsync();
        var second = await once.UniqueIdsAsync();
        first.Intersect(second).ShouldBeEmpty();
        (await once.UniqueIdsAsync()).ShouldBe(second);
    }

    [Fact]
    public async Task An_untidy_UIDL()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.UntidyUidl);
        (await (await test.LogInAsync()).AskManyAsync("UIDL"))[2].ShouldStartWith("+OK 3   00000003");
    }

    [Fact]
    public async Task Sizes_that_are_wrong_in_LIST_only()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.WrongSizes);
        var client = await test.LogInAsync();
        (await client.AskAsync("LIST 1")).ShouldBe($"+OK 1 {Message.Length + 3}");
        (await client.AskManyAsync("LIST"))[0].ShouldBe($"1 {Message.Length + 3}");
        (await client.AskAsync("STAT")).ShouldBe($"+OK 4 {Message.Length * 4}");
    }

    [Fact]
    public async Task A_header_in_UTF8_is_wrapped_unless_UTF8_was_asked_for()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.WrapsUtf8);
        test.User.Inbox.Add("Subject: Réunion\r\n\r\ntext\r\n"u8.ToArray());
        foreach (var asks in (bool[])[false, true])
        {
            await using var client = await test.ConnectAsync();
            if (asks) (await client.AskAsync("UTF8")).ShouldStartWith("+OK");
            await client.AskAsync("USER dmartin");
            (await client.AskAsync("PASS secret")).ShouldStartWith("+OK");
            (await client.AskManyAsync("RETR 5")).ShouldContain(asks ? "Subject: Réunion" : "Subject: Cannot display Unicode content");
            // The maildrop stays locked until the session has ended.
            await client.AskAsync("QUIT");
        }
    }

    [Fact]
    public async Task A_TOP_that_sends_all()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.TopSendsAll);
        (await (await test.LogInAsync()).AskManyAsync("TOP 1 0")).ShouldContain("Bonjour");
    }

    [Fact]
    public async Task A_pipeline_that_is_lost_though_announced()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.LostPipeline);
        var client = await test.LogInAsync();
        (await client.AskManyAsync("CAPA")).ShouldContain("PIPELINING");
        await client.SendAsync("NOOP\r\nSTAT\r\nNOOP\r\n");
        (await client.ReadLineAsync()).ShouldBe("+OK still here.");
        (await client.AskAsync("STAT")).ShouldStartWith("+OK 4 ");
    }

    [Fact]
    public async Task A_maildrop_that_is_in_use_once()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.MaildropInUse, Repetition.Once);
        var client = await test.ConnectAsync();
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS secret")).ShouldStartWith("-ERR [IN-USE]");
        await test.LogInAsync();
    }

    [Fact]
    public async Task New_messages_before_old_ones()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.NewestFirst);
        var before = await test.UniqueIdsAsync();
        test.User.Inbox.Add("Subject: neuf\r\n\r\n"u8.ToArray());
        (await test.UniqueIdsAsync()).Skip(1).ShouldBe(before);
    }

    [Fact]
    public async Task Fetched_messages_are_hidden_but_from_recent()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.HidesRetrieved);
        var client = await test.LogInAsync();
        await client.AskManyAsync("RETR 1");
        await client.AskAsync("QUIT");
        (await test.UniqueIdsAsync()).Count.ShouldBe(3);
        var recent = await test.ConnectAsync();
        await recent.AskAsync("USER recent:dmartin");
        (await recent.AskAsync("PASS secret")).ShouldStartWith("+OK 4 ");
        await recent.AskAsync("QUIT");
        test.User.Inbox.Messages.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Dots_that_are_not_stuffed_cut_a_message_short()
    {
        await using var test = new Pop3Test(new Pop3Profile().Misbehaving(Pop3Misbehaviour.UnstuffedDots), "A: b\r\n\r\n.c\r\n.\r\nd\r\n");
        var client = await test.LogInAsync();
        (await client.AskManyAsync("RETR 1")).ShouldBe(["A: b", "", ".c"]);
        (await client.ReadLineAsync()).ShouldBe("d");
    }

    [Fact]
    public async Task Bare_line_feeds_as_they_are_stored()
    {
        await using var test = new Pop3Test(new Pop3Profile().Misbehaving(Pop3Misbehaviour.BareLineFeeds), "A: b\n\nc\n.d");
        var client = await test.LogInAsync();
        (await client.AskAsync("STAT")).ShouldBe("+OK 1 10");
        (await client.AskManyAsync("RETR 1")).ShouldBe(["A: b\n\nc\n..d"]);
    }

    [Theory]
    [InlineData(Pop3Misbehaviour.QuitAppliedUnanswered, "(closed)", 3)]
    [InlineData(Pop3Misbehaviour.QuitDroppedUnanswered, "(closed)", 4)]
    [InlineData(Pop3Misbehaviour.QuitForgetsDeletions, "+OK Goodbye.", 4)]
    public async Task A_QUIT_whose_reply_tells_nothing_or_lies(Pop3Misbehaviour misbehaviour, string reply, int left)
    {
        await using var test = Misbehaving(misbehaviour, Repetition.Once);
        var client = await test.LogInAsync();
        await client.AskAsync("DELE 2");
        (await client.AskAsync("QUIT")).ShouldBe(reply);
        test.User.Inbox.Messages.Count.ShouldBe(left);
        var second = await test.LogInAsync();
        await second.AskAsync("DELE 1");
        (await second.AskAsync("QUIT")).ShouldBe("+OK Goodbye.");
        test.User.Inbox.Messages.Count.ShouldBe(left - 1);
    }

    [Fact]
    public async Task A_message_of_which_the_header_alone_comes()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.HeaderAlone, Repetition.Once);
        var client = await test.LogInAsync();
        (await client.AskManyAsync("RETR 1")).ShouldNotContain("Bonjour");
        (await client.AskManyAsync("RETR 1")).ShouldContain("Bonjour");
    }

    [Fact]
    public async Task Unique_ids_that_are_hashes_of_headers()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.HeaderAsUidl);
        test.User.Inbox.Add("Subject: other\r\n\r\ntext\r\n"u8.ToArray());
        var ids = await test.UniqueIdsAsync();
        ids.Take(4).Distinct().ShouldHaveSingleItem().ShouldNotBe(ids[4]);
    }

    [Fact]
    public async Task A_message_that_breaks_off()
    {
        await using var test = Misbehaving(Pop3Misbehaviour.CutMessage, Repetition.Once);
        var client = await test.LogInAsync();
        (await client.AskAsync("RETR 1")).ShouldStartWith("+OK");
        await Should.ThrowAsync<IOException>(client.ReadMultilineAsync);
        (await (await test.LogInAsync()).AskManyAsync("RETR 1")).ShouldContain("Bonjour");
    }

    static Pop3Test Misbehaving(Pop3Misbehaviour misbehaviour, Repetition repetition = Repetition.Always) =>
        new(new Pop3Profile().Misbehaving(misbehaviour, repetition), Message, Message, Message, Message);
}
