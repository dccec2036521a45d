namespace AcMail;

/// <summary>What servers give out, with its size, in place of a message that they cannot read. Pure: values in, values out.</summary>
static class StandIns
{
    static ReadOnlySpan<byte> CourierHeader => "From: System Administrator <root@localhost>\r\nSubject: message unavailable\r\n\r\n"u8;

    static ReadOnlySpan<byte> CourierText => "This message is no longer available on the server.\r\n"u8;

    /// <summary>Whether <paramref name="octets"/>, a message or a header, are such a text of the server that greeted by <paramref name="greeting"/>.</summary>
    /// <remarks>Elsewhere, where clients have copied it, it is a message like any other.</remarks>
    public static bool IsOne(string greeting, ReadOnlySpan<byte> octets) =>
        octets.StartsWith(CourierHeader) && (octets.Length == CourierHeader.Length || octets[CourierHeader.Length..].SequenceEqual(CourierText)) &&
        CourierServer.Greets(greeting);
}
