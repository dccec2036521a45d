namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>What a line of a script is for.</summary>
enum ScriptVerb
{
    /// <summary><c>given</c>: a mailbox or a message that is there before the conversation begins.</summary>
    Given,

    /// <summary><c>&gt;</c>: sends a command and reads the answers to all that were sent.</summary>
    Ask,

    /// <summary><c>&gt;&gt;</c>: sends a command, whose answers the next <see cref="Ask"/> of the connection reads.</summary>
    AskLater,

    /// <summary><c>!</c>: sends a command that must succeed, and whose answers are of no interest here.</summary>
    AskSilently,

    /// <summary><c>|</c>: sends a line that has no answer of its own.</summary>
    Send,

    /// <summary><c>&lt;</c>: an answer, in the form that the normaliser gives it.</summary>
    Answer,

    /// <summary><c>opens</c>: connects and reads the greeting. A connection first used otherwise is opened and authenticated.</summary>
    Open,

    /// <summary><c>drops</c>: the connection ends without a word.</summary>
    Drop,

    /// <summary><c>awaits</c>: waits for an untagged response with that text; it is shown with the next answers.</summary>
    Await,

    /// <summary><c>differs</c>: why the answers that follow, marked with their server, may differ.</summary>
    Differs,

    /// <summary>A comment or a blank line.</summary>
    Remark,
}
