namespace AcMail;

/// <summary>Where and how the embedded store keeps its files.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The directory that holds one folder per account. A relative path starts at the current directory.</summary>
    /// <value>The default is <c>mail</c>.</value>
    public string Directory { get; set; } = "mail";

    internal long PackSize { get; set; } = 256L << 20;
}
