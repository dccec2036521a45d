namespace AcMail.Testing;

/// <summary>A command as it was received.</summary>
/// <param name="Tag">Its tag, or <c>*</c> where it has none that could be repeated.</param>
/// <param name="Octets">What follows the tag and a space, with all literals.</param>
/// <param name="Refusal">Why it is not run at all, or <see langword="null"/>.</param>
/// <param name="EndsSession">Whether nothing sensible can be read after it.</param>
readonly record struct ReceivedCommand(string Tag, ReadOnlyMemory<byte> Octets, ImapResult? Refusal = null, bool EndsSession = false)
{
    /// <summary>The client has gone.</summary>
    public static ReceivedCommand Gone => new("", default, null, true);
}
