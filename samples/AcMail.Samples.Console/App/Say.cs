namespace AcMail.Cli;

static class Say
{
    /// <summary>The text in the reader's language.</summary>
    public static string It(string english, string french) => new MailText(english, french).ToString();
}
