namespace AcMail;

/// <summary>Which message bodies are kept. Headers always are; a body that is not is fetched, once, when its content is opened, and then kept.</summary>
/// <remarks>
/// Loosened, later synchronisations fetch what is kept from then on. Tightened, nothing that is held is thrown away. Both limits together keep what is
/// within both.
/// </remarks>
public sealed class BodyOptions
{
    /// <summary>Whether no body is fetched before it is asked for.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool OnDemand { get; set; }

    /// <summary>Only the bodies of messages that the server received (INTERNALDATE) in the last so many days of 24 hours are kept.</summary>
    /// <value>The default, <see langword="null"/>, is no limit.</value>
    public int? Days { get; set; }

    /// <summary>Only the bodies of messages up to this size in bytes (RFC822.SIZE) are kept.</summary>
    /// <value>The default, <see langword="null"/>, is no limit.</value>
    public long? MaximumSize { get; set; }
}
