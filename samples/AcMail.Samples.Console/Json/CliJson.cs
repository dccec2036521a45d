using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AcMail.Cli;

[JsonSerializable(typeof(ErrorView))]
[JsonSerializable(typeof(IReadOnlyList<AccountView>))]
[JsonSerializable(typeof(ValidationView))]
[JsonSerializable(typeof(IReadOnlyList<SyncView>))]
[JsonSerializable(typeof(IReadOnlyList<MailboxView>))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(MessageDetailView))]
[JsonSerializable(typeof(SendView))]
[JsonSerializable(typeof(IReadOnlyList<SendView>))]
[JsonSerializable(typeof(IReadOnlyList<OutboxEntryView>))]
[JsonSerializable(typeof(OutboxCancelView))]
[JsonSerializable(typeof(ExportView))]
[JsonSerializable(typeof(DoctorView))]
[JsonSerializable(typeof(CompactionView))]
[JsonSerializable(typeof(RetentionView))]
[JsonSerializable(typeof(MigrationView))]
[JsonSerializable(typeof(MoveView))]
[JsonSerializable(typeof(MailboxChangeView))]
[JsonSerializable(typeof(WatchView))]
sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>Camel case, and accents as they are: the output is UTF-8 and no web page.</summary>
    public static CliJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
