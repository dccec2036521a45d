using AcMail.Testing.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AcMail.Testing.Tests.Imap.Search;

public sealed class SearchTests : IAsyncDisposable
{
    static readonly DateTimeOffset Now = new(2026, 9, 10, 12, 0, 0, TimeSpan.Zero);

    readonly MailServer _server = MailServer.Start(o => o.Time = new FakeTimeProvider(Now));
    readonly ServerUser _user;

    public SearchTests()
    {
        _user = _server.AddUser("dmartin");
        _user.Inbox.Add(SampleMessages.Plain, FlagSet.Of(@"\Seen", "work"), Now.AddDays(-3));
        _user.Inbox.Add(SampleMessages.Nested, FlagSet.Of(@"\Flagged"), new DateTimeOffset(2026, 9, 9, 0, 30, 0, TimeSpan.FromHours(2)));
        _user.Inbox.Add("x"u8.ToArray());
        _user.Inbox.Remove(3);
        _user.Inbox.Add(SampleMessages.Octets("Subject: x\nX-Spam: no\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\nYel0YWl0\n"), FlagSet.Of(@"\Deleted", @"\Draft"), Now);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("ALL", "1 2 3")]
    [InlineData("2:*", "2 3")]
    [InlineData("*", "3")]
    [InlineData("UID 3:4", "3")]
    [InlineData("NOT UID 1", "2 3")]
    [InlineData("SEEN", "1")]
    [InlineData("UNSEEN", "2 3")]
    [InlineData("FLAGGED UNSEEN", "2")]
    [InlineData("DELETED", "3")]
    [InlineData("UNDELETED UNDRAFT UNANSWERED", "1 2")]
    [InlineData("DRAFT", "3")]
    [InlineData("KEYWORD WORK", "1")]
    [InlineData("UNKEYWORD work", "2 3")]
    [InlineData("RECENT", "1 2 3")]
    [InlineData("NEW", "2 3")]
    [InlineData("OLD", "")]
    [InlineData("OR SEEN (DELETED DRAFT)", "1 3")]
    [InlineData("NOT (OR SEEN NOT DELETED)", "3")]
    [InlineData("LARGER 400", "1 2")]
    [InlineData("SMALLER 200", "3")]
    [InlineData("ON 9-Sep-2026", "2")]
    [InlineData("BEFORE 9-Sep-2026", "1")]
    [InlineData("SINCE \"9-Sep-2026\"", "2 3")]
    [InlineData("SENTON 7-Sep-2026", "1")]
    [InlineData("SENTBEFORE 7-Sep-2026", "")]
    [InlineData("SENTSINCE 7-Sep-2026", "1")]
    [InlineData("YOUNGER 172800", "2 3")]
    [InlineData("OLDER 172800", "1")]
    [InlineData("FROM \"david martin\"", "1")]
    [InlineData("TO anne", "1")]
    [InlineData("CC ZOE", "1")]
    [InlineData("BCC x", "")]
    [InlineData("SUBJECT folded", "2")]
    [InlineData("HEADER X-Spam \"\"", "3")]
    [InlineData("HEADER x-spam yes", "")]
    [InlineData("BODY \"inner one\"", "2")]
    [InlineData("BODY folded", "")]
    [InlineData("TEXT folded", "2")]
    [InlineData("CHARSET US-ASCII TEXT html", "2")]
    public async Task A_key_finds_what_it_describes(string keys, string found)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"SEARCH {keys}")).ShouldBe([$"* SEARCH {found}".TrimEnd(), "OK Search completed."]);
    }

    [Theory]
    [InlineData("CHARSET UTF-8 SUBJECT {0}", "réunion", "1")]
    [InlineData("BODY {0}", "RENDEZ-VOUS À", "1")]
    [InlineData("BODY {0}", "était", "4")]
    public async Task Encoded_text_is_found_decoded_whatever_its_case(string keys, string text, string found)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        var octets = System.Text.Encoding.UTF8.GetBytes(text);
        var literal = $"{{{octets.Length}+}}\r\n{System.Text.Encoding.Latin1.GetString(octets)}";
        (await talk.AskAsync($"UID SEARCH {string.Format(keys, literal)}"))[0].ShouldBe($"* SEARCH {found}");
    }

    [Theory]
    [InlineData("RETURN (MIN MAX COUNT) ALL", "MIN 1 MAX 4 COUNT 3")]
    [InlineData("RETURN () ALL", "ALL 1:2,4")]
    [InlineData("RETURN (ALL COUNT) UNSEEN", "ALL 2,4 COUNT 2")]
    [InlineData("RETURN (MIN MAX ALL COUNT) BCC x", "COUNT 0")]
    [InlineData("RETURN (MAX) CHARSET UTF-8 FLAGGED", "MAX 2")]
    public async Task ESEARCH_returns_what_is_asked_for(string keys, string result)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"UID SEARCH {keys}"))[0].ShouldBe($"* ESEARCH (TAG \"A3\") UID {result}");
    }

    [Fact]
    public async Task After_UTF8_was_accepted_no_character_set_is_named()
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.SelectAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync("SEARCH CHARSET UTF-8 ALL"))[^1].ShouldStartWith("OK ");
        await talk.AskAsync("ENABLE UTF8=ACCEPT");
        (await talk.AskAsync("SEARCH CHARSET UTF-8 ALL")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task MODSEQ_finds_what_changed_and_tells_the_highest()
    {
        _user.Inbox.SetFlags(2, FlagSet.Of(@"\Answered"));
        var modSeq = _user.Inbox.HighestModSeq;
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"SEARCH MODSEQ {modSeq}"))[1].ShouldBe($"* SEARCH 2 (MODSEQ {modSeq})");
        (await talk.AskAsync($"SEARCH MODSEQ \"/flags/\\\\draft\" all {modSeq}"))[0].ShouldBe($"* SEARCH 2 (MODSEQ {modSeq})");
        (await talk.AskAsync($"SEARCH MODSEQ {modSeq + 1}"))[0].ShouldBe("* SEARCH");
        (await talk.AskAsync($"SEARCH RETURN (COUNT) MODSEQ {modSeq}"))[0].ShouldBe($"* ESEARCH (TAG \"A6\") COUNT 1 MODSEQ {modSeq}");
    }

    [Fact]
    public async Task EMAILID_finds_a_message()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"SEARCH EMAILID {_user.Inbox.Messages[1].EmailId}"))[0].ShouldBe("* SEARCH 2");
    }

    [Fact]
    public async Task An_unknown_character_set_is_refused_and_the_known_ones_are_named()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("SEARCH CHARSET KOI8-R ALL")).ShouldHaveSingleItem().ShouldStartWith("NO [BADCHARSET (UTF-8 US-ASCII)]");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" NOTHING")]
    [InlineData(" ()")]
    [InlineData(" NOT")]
    [InlineData(" OR SEEN")]
    [InlineData(" 99")]
    [InlineData(" ON 31-Feb-2026")]
    [InlineData(" LARGER x")]
    [InlineData(" RETURN (NONE) ALL")]
    [InlineData(" X-GM-RAW x")]
    [InlineData(" ALL ")]
    public async Task What_the_grammar_does_not_allow_is_BAD(string keys)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"SEARCH{keys}")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    [Theory]
    [InlineData("NOT ", "")]
    [InlineData("(", ")")]
    [InlineData("OR ALL ", "")]
    public async Task Keys_nested_too_deeply_are_BAD(string open, string close)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        var keys = string.Concat(Enumerable.Repeat(open, 2000)) + "ALL" + string.Concat(Enumerable.Repeat(close, 2000));
        (await talk.AskAsync($"SEARCH {keys}")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        (await talk.AskAsync("NOOP")).ShouldBe(["OK done."]);
    }
}
