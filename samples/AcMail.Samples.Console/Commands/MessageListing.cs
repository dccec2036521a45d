using System.Text.Encodings.Web;
using System.Text.Json;

namespace AcMail.Cli;

/// <summary>Prints the messages that a query finds.</summary>
static class MessageListing
{
    public static Task<int> RunAsync(CliContext context, string account, MessageQuery query, CancellationToken cancellationToken) =>
        RunAsync(context, context.Accounts[account].Replica.ListAsync(query, cancellationToken));

    public static async Task<int> RunAsync(CliContext context, IAsyncEnumerable<MessageInfo> messages)
    {
        await (context.Output.Json ? WriteJsonAsync(context.Output, messages) : WriteTextAsync(messages));
        return ExitCodes.Done;
    }

    /// <summary>Nothing is printed before everything was read, so that a store that breaks on the way leaves one document too: the error's.</summary>
    static async Task WriteJsonAsync(StandardOutput output, IAsyncEnumerable<MessageInfo> messages)
    {
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            await foreach (var message in messages)
            {
                JsonSerializer.Serialize(writer, MessageView.Of(message), CliJson.Readable.MessageView);
                if (writer.BytesPending > 1 << 16) writer.Flush();
            }

            writer.WriteEndArray();
        }

        output.Document(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    static async Task WriteTextAsync(IAsyncEnumerable<MessageInfo> messages)
    {
        await using var writer = new StreamWriter(Console.OpenStandardOutput(), Console.OutputEncoding, 1 << 16);
        var any = false;
        await foreach (var message in messages)
        {
            if (!any) await writer.WriteLineAsync(MessageLines.Header);
            any = true;
            await writer.WriteLineAsync(Terminal.Harmless(MessageLines.Of(message)));
        }
    }
}
