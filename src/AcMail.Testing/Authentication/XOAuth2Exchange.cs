namespace AcMail.Testing;

/// <summary>XOAUTH2, as Gmail and Microsoft have it.</summary>
sealed class XOAuth2Exchange(Func<string, ServerUser?> findUser) : BearerExchange(findUser)
{
    protected override ReadOnlyMemory<byte> Explanation => """{"status":"401","schemes":"bearer","scope":"mail"}"""u8.ToArray();

    protected override string? UserName(string firstField) =>
        firstField.StartsWith("user=", StringComparison.OrdinalIgnoreCase) ? firstField["user=".Length..] : null;
}
