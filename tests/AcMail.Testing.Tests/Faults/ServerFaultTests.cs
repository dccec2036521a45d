using System.Net.Sockets;
using System.Text;

namespace AcMail.Testing.Tests.Faults;

public sealed class ServerFaultTests
{
    [Fact]
    public async Task A_refused_connection_ends_without_a_greeting_and_the_next_is_served()
    {
        await using var server = MailServer.Start(o => o.Faults = [Fault.Refuse()]);
        await using var first = server.Connect(WireProtocol.Imap);
        (await first.ReadAsync(new byte[100])).ShouldBe(0);
        await using var second = server.Connect(WireProtocol.Imap);
        (await second.ReadAsync(new byte[100])).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_socket_is_refused_before_TLS()
    {
        await using var server = MailServer.Start(o => o.Faults = [Fault.Refuse() with { Repeats = true }]);
        foreach (var port in new[] { server.ImapsPort, server.Pop3Port })
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", port);
            (await socket.ReceiveAsync(new byte[100])).ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_fault_can_be_added_while_a_session_goes_on()
    {
        await using var server = MailServer.Start();
        await using var client = server.Connect(WireProtocol.Smtp);
        (await AskAsync(client, null)).ShouldStartWith("220");
        server.Faults.Add(Fault.Answer("NOOP", "421 4.3.2 Closing."));
        (await AskAsync(client, "NOOP")).ShouldBe("421 4.3.2 Closing.\r\n");
        (await AskAsync(client, "NOOP")).ShouldStartWith("250");
        server.Faults.Clear();
        server.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lines_of_a_message_are_no_lines_of_POP3()
    {
        var fault = Fault.Cut(FaultPoint.AfterLine(WireDirection.ToClient, 4));
        await using var server = MailServer.Start(o => o.Faults = [fault]);
        server.AddUser("dmartin").Inbox.Add("Subject: x\r\n\r\n.dots\r\nno end"u8.ToArray());
        await using var client = server.Connect(WireProtocol.Pop3);
        await client.WriteAsync("USER dmartin\r\nPASS secret\r\nRETR 1\r\nQUIT\r\n"u8.ToArray());
        using var reader = new StreamReader(client);
        (await reader.ReadToEndAsync()).ShouldEndWith("octets.\r\n");
        server.Faults.Struck.ShouldBe([fault]);
    }

    [Fact]
    public async Task A_message_in_POP3_is_one_run_of_octets()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin").Inbox.Add("Subject: x\r\n\r\n.dots\r\nno end"u8.ToArray());
        await using var client = server.Connect(WireProtocol.Pop3);
        await client.WriteAsync("USER dmartin\r\nPASS secret\r\nRETR 1\r\nQUIT\r\n"u8.ToArray());
        using var reader = new StreamReader(client);
        await reader.ReadToEndAsync();
        var entries = server.Sessions[0].Entries;
        var message = entries.Single(e => e.Kind == TranscriptKind.Octets);
        message.Text.ShouldBe("Subject: x\r\n\r\n..dots\r\nno end\r\n");
        entries.SkipWhile(e => e != message).ElementAt(1).ToString().ShouldBe("S: .");
    }

    static async Task<string> AskAsync(Stream stream, string? line)
    {
        if (line is not null) await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
        var octets = new byte[1000];
        return Encoding.ASCII.GetString(octets, 0, await stream.ReadAsync(octets));
    }
}
