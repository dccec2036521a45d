namespace AcMail.Testing.Tests.Pop3;

/// <summary>What each part of a profile looks like on the wire.</summary>
public sealed class Pop3ProfileTests
{
    const string Message = "Subject: un\r\n\r\nBonjour\r\n";

    [Theory]
    [InlineData("TOP", "TOP 1 0")]
    [InlineData("UIDL", "UIDL")]
    [InlineData("CAPA", "CAPA")]
    public async Task An_extension_that_is_taken_away_is_neither_announced_nor_known(string extension, string command)
    {
        await using var test = new Pop3Test(new Pop3Profile().Without(extension), Message);
        var client = await test.LogInAsync();
        (await client.AskAsync(command)).ShouldBe("-ERR Unknown command.");
        if (extension != "CAPA") (await client.AskManyAsync("CAPA")).ShouldNotContain(extension);
    }

    [Theory]
    [InlineData("USER", "USER dmartin")]
    [InlineData("SASL", "AUTH PLAIN")]
    [InlineData("STLS", "STLS")]
    [InlineData("UTF8", "UTF8")]
    public async Task A_way_in_that_is_taken_away_is_neither_announced_nor_known(string extension, string command)
    {
        await using var test = new Pop3Test(new Pop3Profile().Without(extension));
        var client = await test.ConnectAsync();
        (await client.AskAsync(command)).ShouldBe("-ERR Unknown command.");
        (await client.AskManyAsync("CAPA")).ShouldNotContain(l => l.StartsWith(extension));
    }

    [Theory]
    [InlineData("RESP-CODES")]
    [InlineData("AUTH-RESP-CODE")]
    [InlineData("PIPELINING")]
    [InlineData("EXPIRE")]
    [InlineData("IMPLEMENTATION")]
    [InlineData("LOGIN-DELAY")]
    public async Task A_capability_that_is_taken_away_is_not_announced(string extension)
    {
        await using var with = new Pop3Test(new Pop3Profile { LoginDelay = TimeSpan.FromSeconds(1) });
        (await (await with.ConnectAsync()).AskManyAsync("CAPA")).ShouldContain(l => l.StartsWith(extension));
        await using var without = new Pop3Test(new Pop3Profile { LoginDelay = TimeSpan.FromSeconds(1) }.Without(extension));
        (await (await without.ConnectAsync()).AskManyAsync("CAPA")).ShouldNotContain(l => l.StartsWith(extension));
    }

    [Fact]
    public async Task Response_codes_are_left_out_where_they_are_not_offered()
    {
        await using var test = new Pop3Test(new Pop3Profile().Without("RESP-CODES"));
        var client = await test.ConnectAsync();
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS wrong")).ShouldBe("-ERR The name or the password is wrong.");
    }

    [Fact]
    public async Task An_extension_may_work_unannounced_or_be_announced_in_vain()
    {
        await using var quiet = new Pop3Test(new() { Unannounced = ["TOP"] }, Message);
        var client = await quiet.LogInAsync();
        (await client.AskManyAsync("CAPA")).ShouldNotContain("TOP");
        (await client.AskAsync("TOP 1 0")).ShouldStartWith("+OK");

        await using var hollow = new Pop3Test(new() { Hollow = ["UIDL"] }, Message);
        var other = await hollow.LogInAsync();
        (await other.AskManyAsync("CAPA")).ShouldContain("UIDL");
        (await other.AskAsync("UIDL")).ShouldStartWith("-ERR");
    }

    [Fact]
    public async Task Logins_need_a_delay_between_them()
    {
        await using var test = new Pop3Test(new() { LoginDelay = TimeSpan.FromMinutes(5) });
        var client = await test.LogInAsync();
        (await client.AskManyAsync("CAPA")).ShouldContain("LOGIN-DELAY 300");
        await client.AskAsync("QUIT");
        var second = await test.ConnectAsync();
        test.Time.Advance(TimeSpan.FromSeconds(299));
        await second.AskAsync("USER dmartin");
        (await second.AskAsync("PASS secret")).ShouldBe("-ERR [LOGIN-DELAY] Wait 300 seconds between logins.");
        test.Time.Advance(TimeSpan.FromSeconds(1));
        await second.AskAsync("USER dmartin");
        (await second.AskAsync("PASS secret")).ShouldStartWith("+OK");
    }

    [Fact]
    public async Task Old_messages_leave_the_drop_where_it_has_an_expiry()
    {
        await using var test = new Pop3Test(new() { ExpireDays = 30 }, Message);
        test.Time.Advance(TimeSpan.FromDays(1));
        test.User.Inbox.Add("Subject: deux\r\n\r\n"u8.ToArray());
        test.Time.Advance(TimeSpan.FromDays(29));
        var client = await test.LogInAsync();
        (await client.AskManyAsync("CAPA")).ShouldContain("EXPIRE 30");
        (await client.AskManyAsync("RETR 1")).ShouldContain("Subject: deux");
        test.User.Inbox.Messages.Single().Uid.ShouldBe(2u);
    }

    [Fact]
    public async Task Fetched_messages_are_deleted_where_none_may_stay()
    {
        await using var test = new Pop3Test(new() { ExpireDays = 0 }, Message, Message);
        var client = await test.LogInAsync();
        (await client.AskManyAsync("CAPA")).ShouldContain("EXPIRE 0");
        await client.AskManyAsync("RETR 2");
        await client.AskAsync("QUIT");
        test.User.Inbox.Messages.Single().Uid.ShouldBe(1u);
    }

    [Fact]
    public async Task The_lock_may_outlive_the_session()
    {
        await using var test = new Pop3Test(new() { LockLinger = TimeSpan.FromSeconds(30) });
        await (await test.LogInAsync()).AskAsync("QUIT");
        var client = await test.ConnectAsync();
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS secret")).ShouldStartWith("-ERR [IN-USE]");
        test.Time.Advance(TimeSpan.FromSeconds(30));
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS secret")).ShouldStartWith("+OK");
    }

    [Fact]
    public async Task A_session_may_show_the_oldest_messages_only()
    {
        await using var test = new Pop3Test(new() { MaildropLimit = 2, MarksSeen = false }, Message, Message, Message);
        var client = await test.LogInAsync();
        (await client.AskAsync("STAT")).ShouldStartWith("+OK 2 ");
        await client.AskManyAsync("RETR 1");
        await client.AskAsync("DELE 1");
        await client.AskAsync("QUIT");
        test.User.Inbox.Messages.ShouldAllBe(m => m.Flags.Count == 0);
        (await test.UniqueIdsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_another_client_removed_may_be_refused()
    {
        await using var test = new Pop3Test(new() { RefusesRemoved = true }, Message, Message, Message);
        var client = await test.LogInAsync();
        test.User.Inbox.Remove(2);
        (await client.AskAsync("RETR 2")).ShouldBe("-ERR Message 2 expunged.");
        (await client.AskAsync("TOP 2 0")).ShouldBe("-ERR Message 2 expunged.");
        (await client.AskManyAsync("RETR 3")).Count.ShouldBe(3);
        (await client.AskAsync("LIST 2")).ShouldStartWith("+OK 2 ");
        (await client.AskAsync("DELE 2")).ShouldStartWith("+OK");
        (await client.AskAsync("QUIT")).ShouldStartWith("+OK");
        test.User.Inbox.Messages.Select(m => m.Uid).ShouldBe([1u, 3u]);
    }

    [Fact]
    public async Task A_failed_login_may_end_the_connection()
    {
        await using var test = new Pop3Test(new() { LoginAttempts = 1 });
        var client = await test.ConnectAsync();
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS wrong")).ShouldStartWith("-ERR [AUTH]");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
    }

    [Fact]
    public async Task A_scripted_reply_stands_in_for_one_message_once_or_always()
    {
        await using var test = new Pop3Test(
            new Pop3Profile().Answering("RETR 2", "-ERR [SYS/PERM] unreadable").Answering("UIDL", "-ERR [SYS/TEMP] later", Repetition.Once),
            [.. Enumerable.Repeat(Message, 21)]);
        var client = await test.LogInAsync();
        (await client.AskAsync("UIDL")).ShouldBe("-ERR [SYS/TEMP] later");
        (await client.AskManyAsync("UIDL")).Count.ShouldBe(21);
        for (var i = 0; i < 2; i++) (await client.AskAsync("retr 2")).ShouldBe("-ERR [SYS/PERM] unreadable");
        (await client.AskManyAsync("RETR 21")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_scripted_reply_may_greet_and_hang_up()
    {
        await using var test = new Pop3Test(new Pop3Profile().Answering("", "-ERR [SYS/TEMP] Too many connections", hangsUp: true));
        await using var client = new LineClient(test.Server.Connect(WireProtocol.Pop3));
        (await client.ReadLineAsync()).ShouldBe("-ERR [SYS/TEMP] Too many connections");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
    }
}
