using AcMail.Storage;

namespace AcMail.Testing;

static class SearchChecks
{
    static readonly (string Text, string Subject)[] Found =
    [
        ("été", "L'ÉTÉ à Lyon"), ("ETE", "L'été à Lyon"), ("ete", "L'e\u0301te\u0301 à Lyon"), ("E\u0301te\u0301", "l'été"),
        ("lyo ét", "L'été à Lyon"), ("Noël", "NOEL"), ("francais", "Français"), ("ГОД", "Новый год"), ("réu", "Réunion"), ("2026", "Budget 2026"),
        ("coeur", "Chœurs et cœurs"), ("CŒUR", "Coeur"), ("œuvre d'ætherling", "Manuel des Œuvres d'aetherlings"), ("manœuvre", "MANOEUVRES"),
        ("co", "Cœur"), ("strasse", "Straße"), ("straß", "Strasse"), ("stras", "Straße"), ("boeuf foie", "Foies, bœufs"),
        ("manoeuvrassent", "Qu'ils manœuvrassent"), ("ŁÓDŹ", "Łódź"), ("malmø", "Malmo"),
        ("david.martin@ac-lyon.fr", "x"), ("MART", "x"), ("élève", "x"), ("zoe", "x"), ("x!!! ---", "x"), (" ", "x"), ("", "x"), ("\t\r\n", "x"),
    ];

    static readonly string[] NotFound =
    [
        "yon", "été hiver", "été\nhiver", "\"", "subject:été", "été OR NEAR(", "NOT été", "* ^ { } : ( )", "a\"b\" OR \"été", "\0", "hiver\0été",
        "\ud800", "cæur", "%", "_", "'; DROP TABLE message; --", "-lyon-hiver",
    ];

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Every typed word matches the beginning of a word in subject or addresses, case, accents and ligatures apart", static async bench =>
        {
            var store = await bench.OpenAsync();
            for (var i = 0; i < Found.Length; i++) await store.StoreAsync(Found[i].Subject, (uint)i + 1, $"{i}");
            for (var i = 0; i < Found.Length; i++)
            {
                var what = $"the messages found by \"{Found[i].Text}\" where the subject is \"{Found[i].Subject}\"";
                Expect.Sequence([(uint)i + 1], (await store.ListAsync($"{i}", Found[i].Text)).Select(m => m.Uid), what);
                var everywhere = await store.ListAsync(text: Found[i].Text);
                Expect.True(everywhere.Exists(m => m.Mailbox == $"{i}"), $"{what}, in all mailboxes: it is missing.");
            }
        }),

        new("What is typed is never syntax", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("L'été à Lyon");
            foreach (var text in NotFound) Expect.Sequence([], await store.ListAsync(text: text), $"the messages found by \"{text}\"");
        }),

        new("Found messages come newest first, of the mailbox asked for, and no more than asked for", static async bench =>
        {
            var store = await bench.OpenAsync();
            for (uint uid = 1; uid <= 12; uid++) await store.StoreAsync(uid % 3 == 0 ? "Été" : "Hiver", uid, uid % 2 == 0 ? "A" : "B");
            Expect.Sequence([12u, 9u, 6u, 3u], (await store.ListAsync(text: "ete")).Select(m => m.Uid), "the messages found");
            Expect.Sequence([12u, 6u], (await store.ListAsync("A", "ete")).Select(m => m.Uid), "the messages found in a mailbox");
            Expect.Sequence([12u], (await store.ListAsync("A", "ete", 1)).Select(m => m.Uid), "at most one found in a mailbox");
            Expect.Sequence([], await store.ListAsync("a", "ete"), "the messages found in a mailbox that does not exist");
        }),

        new("Search finds what is linked, wherever it is, and nothing else", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("Été");
            await store.CommitAsync([new MessageFiled("Local", MailboxRole.None, key, default, Sample.Date, Sample.Headers("Été"))]);
            Expect.Sequence(["INBOX", "Local"], (await store.ListAsync(text: "ete")).Select(m => m.Mailbox).Order(), "where it is found");
            await store.CommitAsync([Sample.Added(key, 9, "Été", validity: 8), new MessagesVanished("Local", 0, UidSet.Of(1))]);
            Expect.Sequence([9u], (await store.ListAsync(text: "ete")).Select(m => m.Uid), "the UID once it was linked again");
            await store.CommitAsync([new MailboxUnlisted("INBOX")]);
            Expect.Sequence([], await store.ListAsync(text: "ete"), "what is found once it was unlinked");
            await store.CommitAsync([Sample.Added(key, 1, "Été", "Other")]);
            store = await bench.ReopenAsync();
            Expect.Sequence(["Other"], (await store.ListAsync(text: "ete")).Select(m => m.Mailbox), "where it is found once it was added again");
        }),
    ];
}
