using static AcMail.Testing.ImapMisbehaviour;

namespace AcMail.Testing.Tests.Imap.Misbehaviour;

public sealed class SelectionMisbehaviourTests
{
    const string Status = "STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY)";

    [Fact]
    public async Task VANISHED_names_nearly_all()
    {
        await using var test = new MisbehaviourTest(VanishedNamesNearlyAll, Repetition.Once);
        await using var talk = await test.LoginAsync();
        await talk.AskAsync("ENABLE QRESYNC");
        var select = $"SELECT INBOX (QRESYNC ({test.User.Inbox.UidValidity} 1))";
        (await talk.AskAsync(select)).ShouldContain("* VANISHED (EARLIER) 1:2,4");
        test.User.Inbox.Messages.Count.ShouldBe(4);
        (await talk.AskAsync(select)).ShouldNotContain(l => l.Contains("VANISHED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task VANISHED_without_a_set()
    {
        await using var test = new MisbehaviourTest(VanishedMalformed);
        await using var talk = await test.LoginAsync();
        await talk.AskAsync("ENABLE QRESYNC");
        (await talk.AskAsync($"SELECT INBOX (QRESYNC ({test.User.Inbox.UidValidity} 1))")).ShouldContain("* VANISHED (EARLIER) 1:");
        (await talk.AskAsync("UID FETCH 1:* FLAGS (CHANGEDSINCE 1 VANISHED)"))[0].ShouldBe("* VANISHED (EARLIER) 1:");
    }

    [Fact]
    public async Task PERMANENTFLAGS_without_the_names_of_those_that_are_kept()
    {
        await using var test = new MisbehaviourTest(PermanentFlagsUnnamed);
        (await test.SelectionAsync()).ShouldContain(@"[PERMANENTFLAGS (\*)]");
        (await test.SelectionAsync("EXAMINE INBOX")).ShouldContain("[PERMANENTFLAGS ()]");
        await using var talk = await test.SelectAsync();
        await talk.AskAsync(@"STORE 1 +FLAGS (\Seen)");
        test.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of(@"\Seen"));
    }

    [Fact]
    public async Task QRESYNC_refused()
    {
        await using var test = new MisbehaviourTest(QresyncRefused);
        await using var talk = await test.LoginAsync();
        await talk.AskAsync("ENABLE QRESYNC");
        (await talk.AskAsync($"SELECT INBOX (QRESYNC ({test.User.Inbox.UidValidity} 1))")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        (await talk.AskAsync("SELECT INBOX (CONDSTORE)"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task ENABLE_without_ENABLED()
    {
        await using var test = new MisbehaviourTest(EnabledUntold);
        await using var talk = await test.LoginAsync();
        (await talk.AskAsync("ENABLE QRESYNC")).ShouldHaveSingleItem().ShouldStartWith("OK ");
        (await talk.AskAsync($"SELECT INBOX (QRESYNC ({test.User.Inbox.UidValidity} 1))"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task HIGHESTMODSEQ_ahead_of_the_data()
    {
        await using var test = new MisbehaviourTest(HighestModSeqAhead);
        (await test.SelectionAsync()).ShouldContain($"[HIGHESTMODSEQ {test.User.Inbox.HighestModSeq + 2}]");
        (await test.SelectionAsync("STATUS INBOX (HIGHESTMODSEQ)")).ShouldContain($"(HIGHESTMODSEQ {test.User.Inbox.HighestModSeq + 2})");
    }

    [Theory]
    [InlineData(UidNextMissing, false, "(MESSAGES 4 UIDVALIDITY ")]
    [InlineData(UidNextInStatusOnly, false, "(MESSAGES 4 UIDNEXT 5 ")]
    [InlineData(UidNextTooLow, true, "(MESSAGES 4 UIDNEXT 4 ")]
    [InlineData(StatusEmpty, true, "INBOX ()")]
    [InlineData(StatusCountsMore, true, "(MESSAGES 7 ")]
    [InlineData(UidValidityZero, true, "UIDVALIDITY 0)")]
    public async Task UIDNEXT_and_the_counts(ImapMisbehaviour misbehaviour, bool isInSelect, string status)
    {
        await using var test = new MisbehaviourTest(misbehaviour);
        (await test.SelectionAsync()).Contains("[UIDNEXT ", StringComparison.Ordinal).ShouldBe(isInSelect);
        (await test.SelectionAsync(Status)).ShouldContain(status);
        (await test.SelectionAsync("LIST \"\" * RETURN (STATUS (MESSAGES UIDNEXT UIDVALIDITY))")).ShouldContain(status);
    }

    [Theory]
    [InlineData(MailboxIdGarbled, "4!U))")]
    [InlineData(MailboxIdUnreadable, "MAILBOXID ((")]
    public async Task MAILBOXID_beside_other_items(ImapMisbehaviour misbehaviour, string status)
    {
        await using var test = new MisbehaviourTest(misbehaviour);
        (await test.SelectionAsync("STATUS INBOX (MESSAGES MAILBOXID)")).ShouldContain(status);
        (await test.SelectionAsync("STATUS INBOX (MAILBOXID)")).ShouldContain($"(MAILBOXID ({test.User.Inbox.Id}))");
    }

    [Theory]
    [InlineData(UidValidityChanges, 1)]
    [InlineData(UidValidityDecreases, -1)]
    public async Task Another_UIDVALIDITY_once_and_new_UIDs(ImapMisbehaviour misbehaviour, int difference)
    {
        await using var test = new MisbehaviourTest(misbehaviour, Repetition.Once);
        test.User.Inbox.Remove(1);
        var expected = test.User.Inbox.UidValidity + difference;
        for (var i = 0; i < 2; i++) (await test.SelectionAsync()).ShouldContain($"[UIDVALIDITY {expected}]");
        test.User.Inbox.Messages.Select(m => m.Uid).ShouldBe([1u, 2u, 3u]);
    }

    [Fact]
    public async Task A_UIDVALIDITY_that_STATUS_and_EXAMINE_know_another_one_of()
    {
        await using var test = new MisbehaviourTest(UidValidityUnstable);
        (await test.SelectionAsync()).ShouldContain($"[UIDVALIDITY {test.User.Inbox.UidValidity}]");
        (await test.SelectionAsync("EXAMINE INBOX")).ShouldContain($"[UIDVALIDITY {test.User.Inbox.UidValidity + 1}]");
        (await test.SelectionAsync(Status)).ShouldContain($"UIDVALIDITY {test.User.Inbox.UidValidity + 1})");
    }

    [Fact]
    public async Task DELETE_and_RENAME_of_what_is_selected_are_refused()
    {
        await using var test = new MisbehaviourTest(SelectedMailboxLocked);
        await using var talk = await test.LoginAsync();
        foreach (var name in (string[])["A", "A/B", "C"]) test.User.CreateMailbox(name);
        await talk.AskAsync("EXAMINE A/B");
        (await talk.AskAsync("DELETE A/B")).ShouldHaveSingleItem().ShouldStartWith("NO ");
        (await talk.AskAsync("RENAME A D")).ShouldHaveSingleItem().ShouldStartWith("NO ");
        (await talk.AskAsync("RENAME C D")).ShouldHaveSingleItem().ShouldStartWith("OK ");
        await talk.AskAsync("EXAMINE INBOX");
        (await talk.AskAsync("DELETE A/B")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task DELETE_takes_along_what_is_below()
    {
        await using var test = new MisbehaviourTest(DeleteTakesInferiors);
        await using var talk = await test.LoginAsync();
        foreach (var name in (string[])["A", "A/B", "A/B/C", "AB"]) test.User.CreateMailbox(name);
        (await talk.AskAsync("DELETE A")).ShouldHaveSingleItem().ShouldStartWith("OK ");
        test.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "AB"]);
    }

    [Theory]
    [InlineData(NamesComposed, "A&AwE-/B", "Á/B")]
    [InlineData(NamesTrimmed, "\" A / B \"", "A/B")]
    [InlineData(NamesCaseless, "work/b", "Work/b")]
    [InlineData(NamesCaseless, "WORK/B/C", "Work/B/C")]
    public async Task A_name_is_taken_for_another(ImapMisbehaviour misbehaviour, string name, string taken)
    {
        await using var test = new MisbehaviourTest(misbehaviour);
        test.User.CreateMailbox("Work");
        await using var talk = await test.LoginAsync();
        (await talk.AskAsync($"CREATE {name}")).ShouldHaveSingleItem().ShouldStartWith("OK ");
        test.User.FindMailbox(taken).ShouldNotBeNull();
        (await talk.AskAsync($"CREATE {name}")).ShouldHaveSingleItem().ShouldStartWith("NO [ALREADYEXISTS]");
        (await talk.AskAsync($"SELECT {name}"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync($"LIST \"\" {name}")).Count.ShouldBe(2);
        (await talk.AskAsync($"RENAME {name} Z")).ShouldHaveSingleItem().ShouldStartWith("OK ");
        test.User.FindMailbox(taken).ShouldBeNull();
    }

    [Theory]
    [InlineData("SELECT")]
    [InlineData("EXAMINE")]
    public async Task OK_says_nothing_of_access(string command)
    {
        await using var test = new MisbehaviourTest(AccessUnsaid);
        await using var talk = await test.LoginAsync();
        (await talk.AskAsync($"{command} INBOX"))[^1].ShouldBe($"OK {command} completed.");
    }

    [Fact]
    public async Task A_UIDVALIDITY_of_zero()
    {
        await using var test = new MisbehaviourTest(UidValidityZero);
        (await test.SelectionAsync()).ShouldContain("[UIDVALIDITY 0]");
    }

    [Fact]
    public async Task EXISTS_in_steps()
    {
        await using var test = new MisbehaviourTest(ExistsInSteps);
        (await test.SelectionAsync()).Split('\n').Where(l => l.EndsWith(" EXISTS", StringComparison.Ordinal))
            .ShouldBe(["* 1 EXISTS", "* 2 EXISTS", "* 4 EXISTS"]);
    }

    [Fact]
    public async Task EXISTS_without_EXPUNGE()
    {
        await using var test = new MisbehaviourTest(ExistsWithoutExpunge, Repetition.Once);
        await using var talk = await test.SelectAsync();
        test.User.Inbox.Remove(1, 2);
        (await talk.AskAsync("NOOP")).ShouldBe(["* 2 EXISTS", "* 2 RECENT", "OK done."]);
        test.User.Inbox.Remove(3);
        (await talk.AskAsync("NOOP")).ShouldBe(["* 1 EXPUNGE", "OK done."]);
    }

    [Fact]
    public async Task New_messages_that_nobody_is_told_of_before_the_next_SELECT()
    {
        await using var test = new MisbehaviourTest(ArrivalsUntold);
        await using var talk = await test.SelectAsync();
        test.User.Inbox.Add("Subject: 5\r\n\r\n"u8.ToArray());
        (await talk.AskAsync("NOOP")).ShouldBe(["OK done."]);
        (await talk.AskAsync("SELECT INBOX")).ShouldContain("* 5 EXISTS");
    }

    [Fact]
    public async Task LIST_without_INBOX_delimiter_or_Noselect()
    {
        await using var inbox = new MisbehaviourTest(InboxUnlisted);
        (await inbox.SelectionAsync("LIST \"\" *")).ShouldStartWith("OK ");
        await using var delimiter = new MisbehaviourTest(DelimiterUntold);
        (await delimiter.SelectionAsync("LIST \"\" \"\"")).ShouldStartWith("OK ");
        await using var noselect = new MisbehaviourTest(NoselectUntold);
        noselect.User.CreateMailbox("Shared").IsSelectable = false;
        var list = await noselect.SelectionAsync("LIST \"\" Shared");
        list.ShouldContain(" Shared");
        list.ShouldNotContain("Noselect", Case.Insensitive);
        (await noselect.SelectionAsync("SELECT Shared")).ShouldStartWith("NO ");
    }

    [Fact]
    public async Task An_IDLE_that_tells_nothing()
    {
        await using var test = new MisbehaviourTest(IdleSilent);
        await using var talk = await test.SelectAsync();
        await talk.SendAsync("I IDLE\r\n");
        (await talk.ReadAsync()).ShouldStartWith("+ ");
        test.User.Inbox.Add("Subject: 5\r\n\r\n"u8.ToArray());
        await talk.SendAsync("DONE\r\n");
        (await talk.ReadToAsync("I"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task An_IDLE_that_ends_the_connection()
    {
        await using var test = new MisbehaviourTest(IdleHangsUp);
        await using var talk = await test.SelectAsync();
        await talk.SendAsync("I IDLE\r\n");
        (await talk.ReadAsync()).ShouldStartWith("+ ");
        await talk.SendAsync("DONE\r\n");
        (await talk.IsClosedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Expunges_that_nobody_is_told_of_before_the_next_SELECT()
    {
        await using var test = new MisbehaviourTest(ExpungesUntold);
        await using var talk = await test.SelectAsync();
        test.User.Inbox.Remove(2);
        (await talk.AskAsync("NOOP")).ShouldBe(["OK done."]);
        (await talk.AskAsync("UID FETCH 2 BODY.PEEK[TEXT]"))[0].ShouldContain("text 2");
        await talk.AskAsync(@"STORE 1 +FLAGS.SILENT (\Deleted)");
        (await talk.AskAsync("UID EXPUNGE 1")).ShouldContain("* 1 EXPUNGE");
        (await talk.AskAsync("SELECT INBOX")).ShouldContain("* 2 EXISTS");
    }

    [Fact]
    public async Task A_SELECT_that_wants_ID_first()
    {
        await using var test = new MisbehaviourTest(IdentificationRequired);
        await using var talk = await test.LoginAsync();
        (await talk.AskAsync("SELECT INBOX")).ShouldBe(["NO SELECT Unsafe Login. Please contact kefu@188.com for help"]);
        await talk.AskAsync("ID (\"name\" \"AcMail\")");
        (await talk.AskAsync("SELECT INBOX"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task Too_many_STATUS_at_once()
    {
        await using var test = new MisbehaviourTest(PipelinedStatusRefused);
        await using var talk = await test.LoginAsync();
        await talk.SendAsync(string.Concat(Enumerable.Range(1, 60).Select(i => $"S{i} STATUS INBOX (UIDNEXT)\r\n")));
        for (var i = 1; i <= 60; i++) (await talk.ReadToAsync($"S{i}"))[^1].ShouldStartWith(i <= 50 ? "OK " : "BAD ");
        (await talk.AskAsync("STATUS INBOX (UIDNEXT)"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task Every_mailbox_twice()
    {
        await using var test = new MisbehaviourTest(InboxAliased);
        test.User.CreateMailbox("Work").Add("a: b\r\n\r\n"u8.ToArray());
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("LIST \"\" *")).SkipLast(1).ShouldBe(
        [
            "* LIST (\\HasChildren) \"/\" INBOX", "* LIST (\\HasNoChildren) \"/\" INBOX/Work", "* LIST (\\HasNoChildren) \"/\" Work",
        ]);
        (await talk.AskAsync("STATUS INBOX/Work (MESSAGES)"))[0].ShouldBe("* STATUS INBOX/Work (MESSAGES 1)");
        (await talk.AskAsync("CREATE INBOX/Work"))[^1].ShouldStartWith("NO [ALREADYEXISTS]");
        await talk.AskAsync("SELECT INBOX/Work");
        (await talk.AskAsync("UID MOVE 1 Work"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("UID SEARCH ALL"))[0].ShouldBe("* SEARCH 2");
        (await talk.AskAsync("DELETE INBOX/Work"))[^1].ShouldStartWith("OK ");
        test.User.FindMailbox("Work").ShouldBeNull();
    }

    [Fact]
    public async Task A_line_that_is_longer_than_the_server_reads()
    {
        await using var test = new MisbehaviourTest(p => p with { LongestLine = 980 });
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync($"UID FETCH {string.Join(',', Enumerable.Repeat("1", 400))} UID"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync($"UID FETCH {string.Join(',', Enumerable.Repeat("1", 500))} UID")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }
}
