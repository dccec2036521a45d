namespace AcMail;

/// <summary>What a <see cref="SessionKeeper{TSession}"/> keeps open between uses.</summary>
interface IKeptSession : IAsyncDisposable
{
    /// <summary>Whether the next command has a chance.</summary>
    bool IsUsable { get; }
}
