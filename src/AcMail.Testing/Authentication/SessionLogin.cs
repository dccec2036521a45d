namespace AcMail.Testing;

/// <summary>Who has logged in to a session, and whether that still counts.</summary>
sealed class SessionLogin(ServerUser user)
{
    readonly int _expiries = user.Expiries;

    public ServerUser User { get; } = user;

    /// <summary>Whether <see cref="ServerUser.ExpireSessions"/> has been called since.</summary>
    public bool HasExpired => User.Expiries != _expiries;
}
