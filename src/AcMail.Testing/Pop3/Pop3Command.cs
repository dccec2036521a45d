namespace AcMail.Testing;

/// <summary>A command of POP3.</summary>
/// <param name="Name">Its keyword.</param>
/// <param name="States">Where it is allowed.</param>
/// <param name="TakesArgument">Whether anything may follow the keyword.</param>
/// <param name="Extension">What the profile must offer.</param>
/// <param name="RunAsync">Answers it; the text is all that follows the keyword and one space.</param>
sealed record Pop3Command(
    string Name, Pop3States States, bool TakesArgument, string? Extension, Func<Pop3Session, string, CancellationToken, ValueTask> RunAsync)
{
    public static Pop3Command Simple(
        string name, Pop3States states, Action<Pop3Session, string> run, bool takesArgument = false, string? extension = null) =>
        new(name, states, takesArgument, extension, (session, argument, _) =>
        {
            run(session, argument);
            return ValueTask.CompletedTask;
        });
}
