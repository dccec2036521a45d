using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>An IMAP client of a few lines, independent of the library's, as the oracle for what the server holds and as "another client".</summary>
sealed partial class RawImap : IAsyncDisposable
{
    readonly TcpClient _tcp = new() { NoDelay = true };
    BufferedStream _stream = null!;
    int _tag;

    public static async Task<RawImap> LoginAsync(ITestMailServer server, string user)
    {
        var imap = new RawImap();
        await imap._tcp.ConnectAsync("127.0.0.1", server.Ports.Imap);
        imap._stream = new(imap._tcp.GetStream(), 64 * 1024);
        await imap.ReadLineAsync();
        await imap.CommandAsync($"LOGIN {user} {server.Password}");
        return imap;
    }

    /// <summary>Sends a command and returns its untagged lines, literals included as Latin-1 text.</summary>
    public async Task<List<string>> CommandAsync(string command)
    {
        var tag = $"t{++_tag}";
        await SendAsync($"{tag} {command}\r\n");
        return await ReadReplyAsync(tag, command);
    }

    public Task CreateAsync(string mailbox) => CommandAsync($"CREATE {Quote(mailbox)}");

    public Task SelectAsync(string mailbox) => CommandAsync($"SELECT {Quote(mailbox)}");

    public Task MoveAsync(string uid, string mailbox) => CommandAsync($"UID MOVE {uid} {Quote(mailbox)}");

    public async Task AppendAsync(string mailbox, byte[] content, string flags = "", string date = "")
    {
        var tag = $"t{++_tag}";
        var dateText = date.Length == 0 ? "" : $"\"{date}\" ";
        await SendAsync($"{tag} APPEND {Quote(mailbox)} ({flags}) {dateText}{{{content.Length}+}}\r\n");
        await _tcp.GetStream().WriteAsync(content);
        await SendAsync("\r\n");
        await ReadReplyAsync(tag, "APPEND");
    }

    public Task AppendAsync(string mailbox, string content, string flags = "") => AppendAsync(mailbox, Encoding.UTF8.GetBytes(content), flags);

    /// <summary>The decoded names of all mailboxes that can be selected.</summary>
    public async Task<List<string>> ListAsync()
    {
        var lines = await CommandAsync("LIST \"\" \"*\"");
        return [.. lines.Where(l => l.StartsWith("* LIST", StringComparison.Ordinal) && !l.Contains("\\Noselect", StringComparison.OrdinalIgnoreCase))
            .Select(l => ModifiedUtf7.Decode(Name(l)))];
    }

    /// <summary>Every message of a mailbox: UID to bytes and flags.</summary>
    public async Task<SortedDictionary<uint, (byte[] Content, string Flags)>> FetchAllAsync(string mailbox)
    {
        await CommandAsync($"EXAMINE {Quote(mailbox)}");
        var messages = new SortedDictionary<uint, (byte[], string)>();
        foreach (var line in await CommandAsync("UID FETCH 1:* (FLAGS BODY.PEEK[])"))
        {
            var match = FetchLine().Match(line);
            if (!match.Success) continue;
            var body = match.Groups["quoted"].Success ? match.Groups["quoted"].Value
                : match.Groups["length"].Success ? line.Substring(match.Index + match.Length, int.Parse(match.Groups["length"].Value, CultureInfo.InvariantCulture))
                : "";
            var flags = string.Join(' ', FlagsItem().Match(line).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(f => f != "\\Recent").Order(StringComparer.Ordinal));
            messages[uint.Parse(UidItem().Match(line).Groups[1].Value, CultureInfo.InvariantCulture)] = (Encoding.Latin1.GetBytes(body), flags);
        }

        return messages;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }

    static string Quote(string mailbox) =>
        $"\"{ModifiedUtf7.Encode(mailbox).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    static string Name(string line)
    {
        var match = ListLine().Match(line);
        return match.Groups["quoted"].Success ? Regex.Unescape(match.Groups["quoted"].Value) :
            match.Groups["length"].Success ? line[(match.Index + match.Length)..] : match.Groups["atom"].Value;
    }

    async Task SendAsync(string text)
    {
        // Past the buffer, which holds what the server says unasked.
        await _tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    async Task<List<string>> ReadReplyAsync(string tag, string command)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLineAsync();
            while (LiteralEnd().Match(line) is { Success: true } literal)
            {
                var bytes = new byte[int.Parse(literal.Groups[1].Value, CultureInfo.InvariantCulture)];
                await _stream.ReadExactlyAsync(bytes);
                var rest = await ReadLineAsync();
                line += Encoding.Latin1.GetString(bytes) + rest;
                if (!LiteralEnd().IsMatch(rest)) break;
            }

            if (line.StartsWith($"{tag} OK", StringComparison.Ordinal)) return lines;
            if (line.StartsWith($"{tag} ", StringComparison.Ordinal)) throw new InvalidOperationException($"{command}: {line}");
            lines.Add(line);
        }
    }

    async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await _stream.ReadExactlyAsync(one);
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }

    [GeneratedRegex(@"\{(\d+)\}$")]
    private static partial Regex LiteralEnd();

    [GeneratedRegex(@"BODY\[\] (?:""(?<quoted>(?:[^""\\]|\\.)*)""|\{(?<length>\d+)\}|NIL)")]
    private static partial Regex FetchLine();

    [GeneratedRegex(@"UID (\d+)")]
    private static partial Regex UidItem();

    [GeneratedRegex(@"FLAGS \(([^)]*)\)")]
    private static partial Regex FlagsItem();

    [GeneratedRegex(@"^\* LIST \([^)]*\) (?:""[^""]*""|NIL) (?:""(?<quoted>(?:[^""\\]|\\.)*)""|\{(?<length>\d+)\}|(?<atom>.+))")]
    private static partial Regex ListLine();
}
