namespace AcMail.Testing;

/// <summary>A command of SMTP.</summary>
/// <param name="Name">Its keyword.</param>
/// <param name="TakesArgument">Whether anything may follow the keyword.</param>
/// <param name="Extension">What the profile must offer.</param>
/// <param name="RunAsync">Answers it; the text is all that follows the keyword and one space.</param>
sealed record SmtpCommand(
    string Name, bool TakesArgument, string? Extension, Func<SmtpSession, string, CancellationToken, ValueTask> RunAsync)
{
    public static SmtpCommand Simple(
        string name, Func<SmtpSession, string, SmtpReply> run, bool takesArgument = false, string? extension = null) =>
        new(name, takesArgument, extension, (session, argument, _) =>
        {
            session.Write(run(session, argument));
            return ValueTask.CompletedTask;
        });
}
