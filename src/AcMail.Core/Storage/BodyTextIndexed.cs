namespace AcMail.Storage;

/// <summary>
/// The text of a content was read: <see cref="MessageQuery.Text"/> finds its words from now on beside those of its headers, wherever the content is
/// held. Its first text stays. Of content that is not held any more it changes nothing. Only where something is attached it is a visible change.
/// </summary>
/// <param name="Content">What names the content.</param>
/// <param name="Headers">Its headers, for where no message told them yet.</param>
/// <param name="Text">Its text, empty where it has none that can be read.</param>
public sealed record BodyTextIndexed(ContentKey Content, MessageHeaders Headers, string Text) : StoreChange
{
    /// <summary><see cref="MessageInfo.HasAttachments"/> of the messages that hold it.</summary>
    public bool HasAttachments { get; init; }
}
