using System.Text.Json.Nodes;

namespace AcMail.Core.IntegrationTests.Migration;

/// <summary>What <c>acmail --json migrate</c> printed, summed up over the mailboxes.</summary>
sealed record MoveReport(JsonNode Json)
{
    public (int Linked, int Moved, int Uploads, int Downloads) Plan =>
        (Sum(Json, "linked"), Sum(Json, "moved"), Sum(Json, "uploads"), Sum(Json, "downloads"));

    public string Mailboxes => Json["mailboxes"]!.ToJsonString();

    /// <summary>What the synchronisation did; what went up are messages, moves and marks.</summary>
    public (long BytesDownloaded, int Added, int WentUp) Carried =>
        (Json["sync"]!["bytesDownloaded"]!.GetValue<long>(), Sum(Json["sync"]!, "added"), Sum(Json["sync"]!, "uploaded"));

    public TimeSpan Elapsed => TimeSpan.FromMilliseconds(Json["sync"]!["elapsedMs"]!.GetValue<long>());

    static int Sum(JsonNode report, string name) => report["mailboxes"]!.AsArray().Sum(m => m![name]!.GetValue<int>());
}
