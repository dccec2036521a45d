using System.Globalization;

namespace AcMail.Cli;

/// <summary>One line a message. Lines need no look-ahead, so that a hundred thousand of them cost no memory.</summary>
static class MessageLines
{
    public static string Header { get; } = Line(
        "ID", "", Say.It("DATE", "DATE"), Say.It("MAILBOX", "BOÎTE"), Say.It("FROM", "DE"), Say.It("SUBJECT", "OBJET"));

    public static string Of(MessageInfo message) => Line(
        message.Id.ToString(CultureInfo.InvariantCulture), Marks(message.Flags.System),
        MessageView.DateOf(message).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        message.Mailbox, message.Headers.From, message.Headers.Subject);

    static string Line(string id, string marks, string date, string mailbox, string from, string subject) =>
        $"{id,8}  {marks,-3}  {date,-16}  {Fit(mailbox, 16)}  {Fit(from, 24)}  {subject}".TrimEnd();

    static string Marks(SystemFlags flags) => string.Concat(
        flags.HasFlag(SystemFlags.Seen) ? " " : "N",
        flags.HasFlag(SystemFlags.Flagged) ? "!" : " ",
        flags.HasFlag(SystemFlags.Answered) ? "r" : " ");

    static string Fit(string text, int width) => Columns.Fit(Terminal.Harmless(text), width);
}
