using System.Text.Json.Nodes;

namespace AcMail.Core.IntegrationTests.Migration;

/// <summary>A message as <c>acmail --json list</c> prints it.</summary>
sealed record HeldLetter(long Id, string Mailbox, string Subject, long Size, string Flags)
{
    public static HeldLetter From(JsonNode message) => new(
        message["id"]!.GetValue<long>(), message["mailbox"]!.GetValue<string>(), message["subject"]!.GetValue<string>(), message["size"]!.GetValue<long>(),
        string.Join(' ', message["flags"]!.AsArray().Select(f => f!.GetValue<string>()).Order(StringComparer.Ordinal)));

    public bool Has(string flag) => Flags.Split(' ').Contains(flag);
}
