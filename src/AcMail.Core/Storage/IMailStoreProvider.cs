namespace AcMail.Storage;

/// <summary>Opens the stores of accounts. Registered once; see <c>UseSqlite</c> for the embedded default.</summary>
public interface IMailStoreProvider
{
    /// <summary>Opens the store of <paramref name="account"/>, and creates it where there is none.</summary>
    /// <exception cref="MailException">
    /// One of the storage kinds. Files that are damaged, of a newer version or not a store at all are never changed.
    /// </exception>
    ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default);
}
