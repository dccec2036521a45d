using System.Text;
using MimeKit;

namespace AcMail.Cli;

/// <summary>A message to be made from files and words of the command line.</summary>
sealed record Draft(string? Eml, IReadOnlyList<string> To, string Subject, string? BodyFile, IReadOnlyList<string> Attachments)
{
    /// <exception cref="UsageException">A file is missing or an address is none.</exception>
    public async Task<MimeMessage> ToMessageAsync(MailAccountOptions account, CancellationToken cancellationToken)
    {
        try
        {
            return Eml is not null ? await MimeMessage.LoadAsync(Eml, cancellationToken) : await ComposeAsync(account, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e.Message);
        }
        catch (FormatException)
        {
            throw new UsageException(Say.It($"{Eml} is not a message.", $"{Eml} n'est pas un message."));
        }
    }

    async Task<MimeMessage> ComposeAsync(MailAccountOptions account, CancellationToken cancellationToken)
    {
        var body = new BodyBuilder { TextBody = await ReadTextAsync(cancellationToken) };
        foreach (var file in Attachments) await body.Attachments.AddAsync(file, cancellationToken);
        var message = new MimeMessage { Subject = Subject, Body = body.ToMessageBody() };
        // MimeKit would name this computer in it; the sender makes one of the account's domain.
        message.Headers.Remove(HeaderId.MessageId);
        message.From.Add(new MailboxAddress(account.DisplayName, account.EmailAddress));
        message.To.AddRange(To.SelectMany(Addresses));
        return message;
    }

    static InternetAddressList Addresses(string text) => InternetAddressList.TryParse(text, out var list) && list.Mailboxes.All(m => m.Domain.Length > 0)
        ? list
        : throw new UsageException(Say.It($"'{text}' is not an e-mail address.", $"« {text} » n'est pas une adresse électronique."));

    async Task<string> ReadTextAsync(CancellationToken cancellationToken) =>
        BodyFile == "-" ? await ReadStandardInputAsync(cancellationToken) : await File.ReadAllTextAsync(BodyFile!, cancellationToken);

    /// <summary>Whoever is typing may press Ctrl-C, which no read of standard input notices.</summary>
    static async Task<string> ReadStandardInputAsync(CancellationToken cancellationToken)
    {
        // What is typed on Windows is in the code page of the console.
        using var input = OperatingSystem.IsWindows() && !Console.IsInputRedirected ? Console.In : new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        return await Task.Run(input.ReadToEnd, CancellationToken.None).WaitAsync(cancellationToken);
    }
}
