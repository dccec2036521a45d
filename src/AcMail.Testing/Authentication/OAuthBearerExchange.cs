namespace AcMail.Testing;

/// <summary>OAUTHBEARER (RFC 7628).</summary>
sealed class OAuthBearerExchange(Func<string, ServerUser?> findUser) : BearerExchange(findUser)
{
    protected override ReadOnlyMemory<byte> Explanation => """{"status":"invalid_token","scope":"mail"}"""u8.ToArray();

    // gs2-header: n,a=dmartin, where "," and "=" in the name are written =2C and =3D (RFC 5801 §4).
    protected override string? UserName(string firstField) => firstField.Split(',') switch
    {
        ["n" or "y", ['a', '=', .. var name], ""] =>
            name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal),
        _ => null,
    };
}
