using System.Text;
using AcMail.Testing.Tests.Support;
using CsCheck;

namespace AcMail.Testing.Tests.Imap.Session;

/// <summary>Commands of right and wrong words in any order, some with octets changed.</summary>
public sealed class AnyCommandsTests
{
    static readonly string[] Names =
    [
        "APPEND", "AUTHENTICATE", "CAPABILITY", "CHECK", "CLOSE", "COPY", "CREATE", "DELETE", "ENABLE", "EXAMINE", "EXPUNGE", "FETCH", "GETQUOTA",
        "GETQUOTAROOT", "ID", "LIST", "LSUB", "MOVE", "NAMESPACE", "NOOP", "RENAME", "SEARCH", "SELECT", "STATUS", "STORE", "SUBSCRIBE", "UID COPY",
        "UID EXPUNGE", "UID FETCH", "UID MOVE", "UID SEARCH", "UID STORE", "UNSELECT", "UNSUBSCRIBE",
    ];

    static readonly string[] Words =
    [
        "INBOX", "Work", "Work/Old", "New", "*", "%", "\"\"", "\"a b\"", "{3+}\r\nabc", "~{3+}\r\na\0c", "1", "1:*", "2,4:3", "0", "4294967295", "$",
        "()", "(\\Seen kw)", "+FLAGS", "-FLAGS.SILENT", "FLAGS", "(MESSAGES UIDNEXT HIGHESTMODSEQ)", "BODY[]", "BODY.PEEK[1.MIME]<0.5>", "ENVELOPE",
        "(UID FLAGS MODSEQ BODYSTRUCTURE)", "BODY[HEADER.FIELDS (Subject)]", "(CHANGEDSINCE 1 VANISHED)", "(UNCHANGEDSINCE 2)", "ALL", "UNSEEN",
        "NOT", "OR", "SUBJECT", "one", "RETURN", "(MIN MAX COUNT)", "SINCE", "1-Jan-2026", "\"01-Jan-2026 00:00:00 +0000\"", "CONDSTORE", "QRESYNC",
        "(QRESYNC (1 1))", "(CONDSTORE)", "UTF8=ACCEPT", "IMAP4rev2", "(SUBSCRIBED RECURSIVEMATCH)", "RETURN (STATUS (SIZE))", "(USE (\\Sent))", "NIL",
        "PLAIN", "AGRtYXJ0aW4Ac2VjcmV0", "UTF8 (~{3+}\r\nabc)", "&AOk-", "(", ")", "\"", "[", "]", "{5}", "\\",
    ];

    static Gen<string> Command { get; } =
        Gen.Select(OneOf(Names), OneOf(Words).Array[0, 5], Gen.Int[0, 30], Gen.Char['\0', '\u00ff'], (name, words, at, octet) =>
        {
            var command = new StringBuilder(string.Join(' ', [name, .. words]));
            // A digit would make a literal longer than what follows, and the server would wait for the rest.
            if (at < 4 && octet is not ('\r' or '\n' or (>= '0' and <= '9'))) command[Math.Min(at * 3, command.Length - 1)] = octet;
            return command.ToString();
        });

    [Fact]
    public Task Every_command_is_answered_and_none_breaks_the_server() =>
        Command.Array[1, 40].SampleAsync(ConverseAsync, iter: 300);

    static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    static async Task ConverseAsync(string[] commands)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        foreach (var subject in (string[])["one", "two", "three"]) user.Inbox.Add(Mail.Of(subject));
        user.CreateMailbox("Work/Old").Add(SampleMessages.Nested);
        await using var talk = await ImapTalk.SelectAsync(server, user);
        foreach (var command in commands)
        {
            // What ends in the announcement of a literal is asked for more, which is then an empty line or too short.
            var answer = await talk.AskAsync(command.EndsWith("{5}", StringComparison.Ordinal) ? $"{command}\r\nabcde" : command);
            answer[^1].ShouldMatch("^(OK|NO|BAD) ", command);
            answer[^1].ShouldNotContain("SERVERBUG", Case.Sensitive, command);
        }

        (await talk.AskAsync("NOOP"))[^1].ShouldStartWith("OK ");
    }
}
