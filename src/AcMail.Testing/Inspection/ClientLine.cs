using System.Text;

namespace AcMail.Testing;

/// <summary>A line that the client sent, as far as transcripts, counters and faults need to understand it.</summary>
readonly ref struct ClientLine(bool isCommand, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> command, ReadOnlySpan<byte> shown)
{
    /// <summary>Whether a command begins with it.</summary>
    public bool IsCommand { get; } = isCommand;

    /// <summary>Its tag in IMAP; empty otherwise.</summary>
    public ReadOnlySpan<byte> Tag { get; } = tag;

    /// <summary>The command and its arguments.</summary>
    public ReadOnlySpan<byte> Command { get; } = command;

    /// <summary>The line without passwords.</summary>
    public ReadOnlySpan<byte> Shown { get; } = shown;

    public static ClientLine NoCommand(ReadOnlySpan<byte> shown) => new(false, default, default, shown);

    /// <summary>Whether <paramref name="command"/> begins with <paramref name="name"/>, which may have several words.</summary>
    public static bool Is(ReadOnlySpan<byte> command, string name) =>
        command.Length >= name.Length && Ascii.EqualsIgnoreCase(command[..name.Length], name)
        && (command.Length == name.Length || !char.IsAsciiLetterOrDigit((char)command[name.Length]));
}
