using System.Text;

namespace AcMail.Tests;

/// <summary>Sessions of servers that behave, except where a test says otherwise.</summary>
static class Scripts
{
    /// <summary>An answer that never comes.</summary>
    public const string Silence = "SILENCE";

    public static Func<ScriptedConnection, Task> Imap(
        Func<string, string, string?>? answer = null, string capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN", string greeting = "* OK ready") => async connection =>
    {
        await connection.SayAsync(greeting);
        await ImapCommandsAsync(connection, answer, capabilities);
    };

    public static async Task ImapCommandsAsync(
        ScriptedConnection connection, Func<string, string, string?>? answer = null, string capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN")
    {
        while (await connection.HearAsync() is { } line)
        {
            var tag = line.Split(' ')[0];
            var command = line[Math.Min(tag.Length + 1, line.Length)..];
            var reply = answer?.Invoke(tag, command) ?? command.Split(' ')[0] switch
            {
                "CAPABILITY" => $"* CAPABILITY {capabilities}\r\n{tag} OK done",
                "LIST" => $"* LIST () \"/\" INBOX\r\n{tag} OK done",
                "EXAMINE" or "SELECT" => $"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 12] n\r\n{tag} OK [READ-ONLY] done",
                "LOGOUT" => $"* BYE bye\r\n{tag} OK done",
                _ => $"{tag} OK done",
            };
            if (reply == Silence)
            {
                await connection.StaySilentAsync();
                return;
            }

            await connection.SayAsync(reply);
            if (command == "LOGOUT" || reply.EndsWith("HANGUP", StringComparison.Ordinal)) return;
        }
    }

    public static Func<ScriptedConnection, Task> Pop3(
        Func<string, string?>? answer = null, string capabilities = "USER\r\nUIDL\r\nSASL PLAIN\r\n", string greeting = "+OK ready") => async connection =>
    {
        await connection.SayAsync(greeting);
        while (await connection.HearAsync() is { } line)
        {
            var reply = answer?.Invoke(line) ?? line.Split(' ')[0] switch
            {
                "CAPA" => $"+OK\r\n{capabilities}.",
                "STAT" => "+OK 0 0",
                "UIDL" => "+OK\r\n.",
                "AUTH" when line.Split(' ').Length == 2 => "+ ",
                _ => "+OK",
            };
            await connection.SayAsync(reply);
            if (line == "QUIT") return;
        }
    };

    public static Func<ScriptedConnection, Task> Smtp(
        Func<string, string?>? answer = null, string capabilities = "250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME",
        string greeting = "220 smtp ESMTP", Action<byte[]>? received = null, string? lastly = null) => async connection =>
    {
        await connection.SayAsync(greeting);
        while (await connection.HearAsync() is { } line)
        {
            var reply = answer?.Invoke(line) ?? line.Split(' ')[0] switch
            {
                "EHLO" => $"250-smtp\r\n{capabilities}",
                "AUTH" => "235 2.7.0 ok",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 2.0.0 ok",
            };
            if (reply == "HANGUP") return;
            await connection.SayAsync(reply);
            if (line == "QUIT") return;
            if (!reply.StartsWith("354", StringComparison.Ordinal)) continue;
            var data = await ReadDataAsync(connection);
            received?.Invoke(data);
            reply = answer?.Invoke(".") ?? "250 2.0.0 queued as 42";
            if (reply == "HANGUP") return;
            if (reply == Silence)
            {
                await connection.StaySilentAsync();
                return;
            }

            await connection.SayAsync(reply);
            if (lastly is null) continue;
            await connection.SayAsync(lastly);
            return;
        }
    };

    static async Task<byte[]> ReadDataAsync(ScriptedConnection connection)
    {
        var data = new StringBuilder();
        while (await connection.HearAsync() is { } line && line != ".") data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return Encoding.UTF8.GetBytes(data.ToString());
    }
}
