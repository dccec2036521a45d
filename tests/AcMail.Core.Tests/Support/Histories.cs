using System.Globalization;
using AcMail.Testing;

namespace AcMail.Core.Tests.Support;

/// <summary>What random histories have in common.</summary>
static class Histories
{
    /// <summary>How many <c>ACMAIL_HISTORIES</c> asks for, for each server; <see langword="null"/> where it asks for nothing.</summary>
    public static int? Asked { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("ACMAIL_HISTORIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    /// <summary>The connection ends before a line of the client or of the server.</summary>
    public static Fault Cut(bool ofClient, int line) => Fault.Cut(FaultPoint.BeforeLine(ofClient ? WireDirection.ToServer : WireDirection.ToClient, line));

    /// <summary>A line of the client, or of the server, waits <paramref name="until"/> something has happened.</summary>
    public static Fault Stall(bool ofClient, int line, Task until) =>
        Fault.Stall(FaultPoint.BeforeLine(ofClient ? WireDirection.ToServer : WireDirection.ToClient, line), until);

    /// <summary>The connection ends before the reply to a command, or before it takes effect.</summary>
    public static Fault Lose(string command, bool replyAlone, int occurrence) =>
        replyAlone ? Fault.LoseReply(command, occurrence) : Fault.LoseCommand(command, occurrence);
}
