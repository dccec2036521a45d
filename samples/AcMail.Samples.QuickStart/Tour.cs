using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using Spectre.Console;
using static AcMail.QuickStart.Language;

namespace AcMail.QuickStart;

/// <summary>What an application does with an account, step by step. Each step checks its own result.</summary>
sealed class Tour(School school, IServiceProvider services, Report report)
{
    const string Subject = "Conseil de classe 6e B : relevé de notes";

    readonly IMailAccount _pro = services.GetRequiredKeyedService<IMailAccount>(Accounts.Pro);
    readonly IMailAccount _archive = services.GetRequiredKeyedService<IMailAccount>(Accounts.Archive);

    /// <summary>Tells the whole story; returns 0 where all went well.</summary>
    public static async Task<int> RunAsync(IAnsiConsole console)
    {
        var started = Stopwatch.GetTimestamp();
        var directory = Directory.CreateTempSubdirectory("acmail-quickstart-");
        var report = new Report(console);
        try
        {
            await using var school = School.Open(directory.FullName);
            await using var services = Accounts.Register(school, Path.Combine(directory.FullName, "mail"));
            var tour = new Tour(school, services, report);
            tour.ShowServer();
            await tour.ProveSettingsAsync();
            await tour.MirrorAsync();
            await tour.SendAsync();
            await tour.CatchUpAsync();
            await tour.CollectAsync();
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        report.Chapter(report.HasFailed
            ? Say($"Failed, after {seconds:0.0} s", $"Échec, après {seconds:0.0} s")
            : Say($"Done in {seconds:0.0} s; nothing is left behind", $"Terminé en {seconds:0.0} s ; rien ne reste derrière"));
        return report.HasFailed ? 1 : 0;
    }

    void ShowServer()
    {
        report.Chapter(Say(
            "A mail server in this process, with a teacher's school year on it",
            "Un serveur de messagerie dans ce processus, avec l'année scolaire d'un professeur"));
        var messages = school.David.Mailboxes.SelectMany(m => m.Messages).ToList();
        var (count, size) = (school.David.Mailboxes.Count, Report.Size(messages.Sum(m => (long)m.Size)));
        report.Line(Say(
            $"David MARTIN has {messages.Count} messages, {size}, in {count} mailboxes",
            $"David MARTIN a {messages.Count} messages, {size}, dans {count} dossiers"));
        var server = school.Server;
        report.Line($"127.0.0.1, IMAPS {server.ImapsPort}, POP3S {server.Pop3sPort}, SMTP {server.SubmissionPort} (STARTTLS)");
    }

    async Task ProveSettingsAsync()
    {
        report.Chapter(Say(
            "Prove the settings, as the guide's button “Re-test” does", "Éprouver les réglages, comme le bouton « Re-tester » du guide"));
        var options = services.GetRequiredService<IOptionsMonitor<MailAccountOptions>>().Get(Accounts.Pro);
        var validation = await services.GetRequiredService<ISettingsValidator>().ValidateAsync(Accounts.Pro, options);
        foreach (var check in validation.Checks)
            report.Check($"{Words.Of(check)} ({Report.Time(check.Elapsed)})", check.Failure is null);
    }

    async Task MirrorAsync()
    {
        report.Chapter(Say("Mirror the mailboxes by IMAP", "Dupliquer les dossiers par IMAP"));
        await SynchronizeAsync(_pro);
        var mailboxes = await _pro.Replica.GetMailboxesAsync();
        report.Table(
            [Say("Mailbox", "Boîte"), Say("Messages", "Messages"), Say("Unread", "Non lus")],
            mailboxes.Where(m => m.Messages > 0).Select(m => new[] { m.Name, $"{m.Messages}", $"{m.Unseen}" }));
        report.Check(Say("messages held locally", "messages présents localement"), mailboxes.Sum(m => m.Messages), CountOnServer());
        report.Check(Say("of them not the same byte for byte", "dont différents, octet pour octet"), await CountDifferentAsync(), 0);
    }

    async Task SendAsync()
    {
        report.Chapter(Say("Send a message with an attachment", "Envoyer un message avec une pièce jointe"));
        var body = new BodyBuilder { TextBody = "Bonjour Camille,\n\nVoici le relevé de notes de la 6e B pour vendredi.\n\nDavid\n" };
        body.Attachments.Add("Relevé de notes.csv", "Élève;Moyenne\r\nLéa DUFRÊNE;14,5\r\n"u8.ToArray(), new("text", "csv"));
        using var message = new MimeMessage();
        message.From.Add(new MailboxAddress("David MARTIN", "david.martin@ac-lyon.fr"));
        message.To.Add(new MailboxAddress("Camille DURAND", "camille.durand@ac-lyon.fr"));
        message.Subject = Subject;
        message.Body = body.ToMessageBody();

        var started = Stopwatch.GetTimestamp();
        var sent = await _pro.Sender.SendAsync(message);
        var time = Report.Time(Stopwatch.GetElapsedTime(started));
        report.Check(Say($"accepted by the server, in {time}", $"accepté par le serveur, en {time}"), sent.Outcome == SendOutcome.Accepted);
        var copied = sent.SentCopy == SentCopyOutcome.SavedOnServer;
        report.Check(Say("copy filed in “Éléments envoyés”", "copie classée dans « Éléments envoyés »"), copied);
        report.Check(Say("messages in Camille's inbox", "messages dans la boîte de Camille"), school.Camille.Inbox.Messages.Count, 1);
    }

    async Task CatchUpAsync()
    {
        report.Chapter(Say("Catch up: only what has changed is transferred", "Se remettre à jour : seul ce qui a changé est transféré"));
        school.Deliver("Réunion de rentrée", "Bonjour à tous,\n\nLa réunion aura lieu lundi à 8 h 30 en salle polyvalente.");
        var second = await SynchronizeAsync(_pro);
        report.Check(Say("the copy of the one sent, and one received", "la copie de l'envoi, et un reçu"), second.MessagesAdded, 2);
        await foreach (var newest in _pro.Replica.ListAsync(new() { Mailbox = "Éléments envoyés", Limit = 1 }))
        {
            var what = Say("newest in", "le plus récent dans");
            report.Check($"{what} {newest.Mailbox}: {newest.Headers.Subject}", newest.Headers.Subject == Subject);
        }

        var found = await _pro.Replica.ListAsync(new() { Text = "reunion rentree" }).CountAsync();
        report.Check(Say($"{found} found offline by “reunion rentree”", $"{found} trouvés hors ligne par « reunion rentree »"), found > 0);
    }

    async Task CollectAsync()
    {
        report.Chapter(Say(
            "Collect the inbox by POP3, and leave it on the server for 60 days",
            "Relever la boîte de réception par POP3, et la laisser 60 jours sur le serveur"));
        var inbox = school.David.Inbox.Messages.Count;
        var collected = await SynchronizeAsync(_archive);
        report.Check(Say("messages collected", "messages relevés"), collected.MessagesAdded, inbox);
        report.Check(Say("still on the server", "encore sur le serveur"), school.David.Inbox.Messages.Count, inbox);
    }

    async Task<SyncReport> SynchronizeAsync(IMailAccount account)
    {
        var before = school.Server.Counters;
        var done = await report.WithProgressAsync(account.Name, progress => account.SynchronizeAsync(progress));
        var cost = school.Server.Counters - before;
        var (time, size) = (Report.Time(done.Elapsed), Report.Size(done.BytesDownloaded));
        var trips = cost.Imap.RoundTrips + cost.Pop3.RoundTrips;
        report.Check(
            done.Failure?.Message.ToString() ?? Say(
                $"{done.MessagesAdded} new messages, {size}, in {time} and {trips} round trips",
                $"{done.MessagesAdded} nouveaux messages, {size}, en {time} et {trips} allers-retours"),
            done.Outcome == SyncOutcome.Completed);
        return done;
    }

    int CountOnServer() => school.David.Mailboxes.Sum(m => m.Messages.Count);

    async Task<int> CountDifferentAsync()
    {
        var different = 0;
        await foreach (var held in _pro.Replica.ListAsync(new()))
        {
            var original = school.David.FindMailbox(held.Mailbox)?.Messages.FirstOrDefault(m => m.Uid == held.Uid);
            await using var content = await _pro.Replica.OpenContentAsync(held.Id);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            if (original is null || !original.Content.Span.SequenceEqual(bytes.ToArray())) different++;
        }

        return different;
    }
}
