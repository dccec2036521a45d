namespace AcMail;

/// <summary>Where and how the embedded store keeps its files.</summary>
public sealed class SqliteStoreOptions
{
    internal const string DefaultDirectory = "mail";

    /// <summary>The directory that holds one folder per account. A relative path starts at the current directory.</summary>
    /// <value>The default is the <c>Directory</c> of the configuration that accounts were read from, and <c>mail</c> where that names none.</value>
    public string Directory { get; set; } = DefaultDirectory;

    internal long PackSize { get; set; } = 256L << 20;
}
