using System.Text.Json;
using AcMail.Seed;

if (args is not [var endpointsFile, var userName])
{
    await Console.Error.WriteLineAsync("Usage: AcMail.Seed ENDPOINTS.json LOGIN");
    return 2;
}

using var endpoints = JsonDocument.Parse(await File.ReadAllBytesAsync(endpointsFile));
var server = endpoints.RootElement;
var letters = SchoolYear.Letters();
await new Uploader(
    server.GetProperty("host").GetString()!, server.GetProperty("imap").GetInt32(), userName, server.GetProperty("password").GetString()!)
    .UploadAsync(letters);
Console.WriteLine($"{letters.Count} messages in {letters.Select(l => l.Mailbox).Distinct().Count()} mailboxes");
return 0;
