namespace AcMail.Testing;

/// <summary>A reply that is given in place of what a command does.</summary>
/// <param name="Command">
/// What the client's line begins with, whole words, in any case: <c>RETR</c>, <c>RETR 2</c>, <c>RCPT TO:&lt;tutor@example.org&gt;</c>. An
/// empty one stands for the connection itself, whose greeting is replaced, and <c>.</c> for the end of a message in SMTP.
/// </param>
/// <param name="Reply">The reply, without the last line's end; lines are separated by CRLF.</param>
/// <param name="Repetition">Whether that happens once only.</param>
/// <param name="HangsUp">Whether the connection is closed after it.</param>
public sealed record ScriptedReply(string Command, string Reply, Repetition Repetition = Repetition.Always, bool HangsUp = false)
{
    internal bool Answers(string line) =>
        line.StartsWith(Command, StringComparison.OrdinalIgnoreCase)
        && (line.Length == Command.Length || (Command.Length > 0 && !char.IsAsciiLetterOrDigit(line[Command.Length])));
}
