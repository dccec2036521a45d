using System.Text.Json.Serialization;

namespace AcMail.Cli;

/// <summary>One change, on a line of its own; what does not belong to its kind is left out.</summary>
sealed record WatchView(string Account, string Change)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageView? Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Id { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Mailbox { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SyncView? Report { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetryAt { get; init; }

    public static WatchView Of(string account, MailChange change) => change switch
    {
        MessageArrived arrived => new(account, "messageArrived") { Message = MessageView.Of(arrived.Message) },
        MessageChanged changed => new(account, "messageChanged") { Message = MessageView.Of(changed.Message) },
        MessageRemoved removed => new(account, "messageRemoved") { Id = removed.Id, Mailbox = removed.Mailbox },
        MailboxAppeared appeared => new(account, "mailboxAppeared") { Mailbox = appeared.Mailbox.Name },
        MailboxChanged changed => new(account, "mailboxChanged") { Mailbox = changed.Mailbox.Name },
        MailboxDisappeared disappeared => new(account, "mailboxDisappeared") { Mailbox = disappeared.Name },
        WatchReported reported => new(account, "report") { Report = SyncView.From(reported.Report), RetryAt = reported.RetryAt },
        _ => new(account, "changesMissed"),
    };
}
