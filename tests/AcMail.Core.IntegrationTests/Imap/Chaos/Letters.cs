using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Imap.Chaos;

/// <summary>What was written by anybody, and what anybody tried to do to it; a letter and its copies are known by their subject.</summary>
sealed partial class Letters
{
    readonly ConcurrentDictionary<string, Fate> _fates = new();
    int _last;

    public (string Subject, byte[] Content) Write(Random random)
    {
        var subject = $"letter-{Interlocked.Increment(ref _last)}";
        // Now and then long enough for a kill in the middle of it.
        var body = new byte[random.Next(20) == 0 ? 400_000 : random.Next(4000)];
        for (var i = 0; i < body.Length; i++) body[i] = i % 72 == 70 ? (byte)'\r' : i % 72 == 71 ? (byte)'\n' : (byte)random.Next(' ', 0xFF);
        // A CR of its own is not what Dovecot keeps.
        if (body is [.., (byte)'\r']) body[^1] = (byte)'.';
        byte[] content =
        [
            .. Encoding.ASCII.GetBytes($"From: CPE <cpe@ac-lyon.fr>\r\nSubject: {subject}\r\nMessage-ID: <{subject}@ac-lyon.fr>\r\n\r\n"), .. body, .. "\r\n"u8,
        ];
        _fates[subject] = new(Convert.ToHexString(SHA256.HashData(content)));
        return (subject, content);
    }

    /// <summary>Somebody was told that it is kept.</summary>
    public void Accepted(string subject) => _fates[subject].IsAccepted = true;

    public void Copying(string subject) => Interlocked.Increment(ref _fates[subject].Copies);

    /// <summary>Somebody sends it to a mailbox.</summary>
    public void Placing(string subject, object hand) => _fates[subject].Hands.TryAdd(hand, true);

    public void Deleting(string subject) => _fates[subject].IsDeleted = true;

    /// <summary>
    /// Proves that each is there as it was written unless somebody deleted it, and none more often than it was copied; but what two clients move in the same
    /// moment Dovecot doubles, and what a killed pass left in doubt and somebody else moved on before the next is there twice rather than never. Either takes
    /// two hands.
    /// </summary>
    public async Task<(int Messages, int Mailboxes)> ShouldBeOnAsync(RawImap server)
    {
        var contents = new List<(string Mailbox, byte[] Bytes)>();
        var mailboxes = await server.ListAsync();
        foreach (var mailbox in mailboxes) contents.AddRange((await server.FetchAllAsync(mailbox)).Values.Select(m => (mailbox, m.Content)));
        var found = contents.GroupBy(c => SubjectOf(c.Bytes)).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var (subject, fate) in _fates)
        {
            var there = found.GetValueOrDefault(subject, []);
            there.ShouldAllBe(c => Convert.ToHexString(SHA256.HashData(c.Bytes)) == fate.Hash, subject);
            there.Count.ShouldBeLessThanOrEqualTo(1 + fate.Copies + (fate.Hands.Count > 1 ? 1 : 0), $"{subject} in {string.Join(", ", there.Select(c => c.Mailbox))}");
            if (fate is { IsAccepted: true, IsDeleted: false }) there.ShouldNotBeEmpty($"{subject} is lost");
        }

        found.Keys.ShouldBeSubsetOf(_fates.Keys);
        return (contents.Count, mailboxes.Count);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_fates.Count} written, {_fates.Values.Count(f => f is { IsAccepted: true, IsDeleted: false })} of them never deleted, {_fates.Values.Sum(f => f.Copies)} copies");

    public static string SubjectOf(string header) => Subject().Match(header).Value;

    static string SubjectOf(byte[] content) => SubjectOf(Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, 200)));

    [GeneratedRegex(@"letter-\d+")]
    private static partial Regex Subject();

    sealed class Fate(string hash)
    {
        public int Copies;

        public string Hash => hash;

        public ConcurrentDictionary<object, bool> Hands { get; } = new();

        public bool IsAccepted { get; set; }

        public bool IsDeleted { get; set; }
    }
}
