using System.Collections.Frozen;

namespace AcMail.Testing;

/// <summary>The commands by their keywords.</summary>
static class SmtpCommands
{
    static readonly FrozenDictionary<string, SmtpCommand> All = new[]
    {
        SmtpCommand.Simple("EHLO", SmtpHello.Ehlo, takesArgument: true, extension: "EHLO"),
        SmtpCommand.Simple("HELO", SmtpHello.Helo, takesArgument: true),
        new SmtpCommand("STARTTLS", TakesArgument: false, "STARTTLS", SmtpTls.StartTlsAsync),
        new SmtpCommand("AUTH", TakesArgument: true, "AUTH", SmtpAuth.AuthAsync),
        SmtpCommand.Simple("MAIL", SmtpMail.Mail, takesArgument: true),
        SmtpCommand.Simple("RCPT", SmtpRecipients.Rcpt, takesArgument: true),
        new SmtpCommand("DATA", TakesArgument: false, null, SmtpData.DataAsync),
        new SmtpCommand("BDAT", TakesArgument: true, null, SmtpChunking.BdatAsync),
        SmtpCommand.Simple("RSET", SmtpSmallCommands.Rset),
        SmtpCommand.Simple("NOOP", (_, _) => SmtpReply.Ok, takesArgument: true),
        SmtpCommand.Simple("VRFY", SmtpSmallCommands.Vrfy, takesArgument: true),
        SmtpCommand.Simple("EXPN", (_, _) => new(502, "5.5.1", "Lists are not shown."), takesArgument: true),
        SmtpCommand.Simple("HELP", (_, _) => new(214, "2.0.0", "See RFC 5321 and RFC 6409."), takesArgument: true),
        SmtpCommand.Simple("QUIT", SmtpSmallCommands.Quit),
    }.ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    public static SmtpCommand? Find(string keyword) => All.GetValueOrDefault(keyword);
}
