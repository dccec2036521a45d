using System.Globalization;
using System.Text;

namespace AcMail.Testing.Tests.Support;

/// <summary>An IMAP client that says what a test writes, and gives back what the server says; octets are read as Latin-1.</summary>
sealed class ImapTalk : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Stream _stream;
    readonly byte[] _input = new byte[4096];
    int _start;
    int _end;
    int _lastTag;

    ImapTalk(Stream stream) => _stream = stream;

    /// <summary>Connects in memory and reads the greeting.</summary>
    public static async Task<ImapTalk> ConnectAsync(MailServer server)
    {
        var talk = new ImapTalk(server.Connect(WireProtocol.Imap));
        (await talk.ReadAsync()).ShouldStartWith("* OK");
        return talk;
    }

    /// <summary>Connects and logs in.</summary>
    public static async Task<ImapTalk> LoginAsync(MailServer server, ServerUser user)
    {
        var talk = await ConnectAsync(server);
        (await talk.AskAsync($"LOGIN {user.Name} {user.Password}"))[^1].ShouldStartWith("OK");
        return talk;
    }

    /// <summary>Connects, logs in and selects.</summary>
    public static async Task<ImapTalk> SelectAsync(MailServer server, ServerUser user, string mailbox = "INBOX")
    {
        var talk = await LoginAsync(server, user);
        (await talk.AskAsync($"SELECT {mailbox}"))[^1].ShouldStartWith("OK");
        return talk;
    }

    /// <summary>Gives a command, and returns the responses up to the tagged one, which comes last, without its tag.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(string command)
    {
        var tag = $"A{++_lastTag}";
        await SendAsync($"{tag} {command}\r\n");
        return await ReadToAsync(tag);
    }

    /// <summary>The responses up to the one tagged <paramref name="tag"/>, which comes last, without its tag.</summary>
    public async Task<IReadOnlyList<string>> ReadToAsync(string tag)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadAsync();
            if (line.StartsWith($"{tag} ", StringComparison.Ordinal)) return [.. lines, line[(tag.Length + 1)..]];
            lines.Add(line);
        }
    }

    /// <summary>Sends text as it is.</summary>
    public async Task SendAsync(string text)
    {
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        await _stream.FlushAsync();
    }

    /// <summary>The next response, with the literals in it; fails where the server has hung up or says nothing.</summary>
    public async Task<string> ReadAsync()
    {
        var response = new StringBuilder();
        while (true)
        {
            var line = await ReadLineAsync();
            response.Append(line);
            var brace = line.LastIndexOf('{');
            if (brace < 0 || line[^1] != '}' || !int.TryParse(line[(brace + 1)..^1], CultureInfo.InvariantCulture, out var length)) return response.ToString();
            response.Append("\r\n");
            for (var i = 0; i < length; i++) response.Append((char)await ReadOctetAsync());
        }
    }

    /// <summary>Whether the server has hung up after what was read.</summary>
    public async Task<bool> IsClosedAsync() => await ReadOctetAsync() < 0;

    public async ValueTask DisposeAsync() => await _stream.DisposeAsync();

    async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        for (var c = await ReadOctetAsync(); c != '\n'; c = await ReadOctetAsync())
        {
            c.ShouldBeGreaterThanOrEqualTo(0, $"the server has hung up after \"{line}\"");
            line.Append((char)c);
        }

        return line.ToString().TrimEnd('\r');
    }

    async ValueTask<int> ReadOctetAsync()
    {
        if (_start == _end) (_start, _end) = (0, await _stream.ReadAsync(_input).AsTask().WaitAsync(Patience));
        return _end == 0 ? -1 : _input[_start++];
    }
}
