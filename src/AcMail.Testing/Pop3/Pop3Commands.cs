using System.Collections.Frozen;
using static AcMail.Testing.Pop3States;

namespace AcMail.Testing;

/// <summary>The commands by their keywords.</summary>
static class Pop3Commands
{
    static readonly FrozenDictionary<string, Pop3Command> All = new[]
    {
        Pop3Command.Simple("CAPA", Any, Pop3CapabilityList.Capa, extension: "CAPA"),
        Pop3Command.Simple("NOOP", Transaction, (session, _) => session.Ok("still here.")),
        Pop3Command.Simple("QUIT", Any, Pop3Quit.Quit),
        Pop3Command.Simple("USER", Authorization, Pop3Login.User, takesArgument: true, extension: "USER"),
        Pop3Command.Simple("PASS", Authorization, Pop3Login.Pass, takesArgument: true, extension: "USER"),
        Pop3Command.Simple("APOP", Authorization, Pop3Login.Apop, takesArgument: true, extension: "APOP"),
        new Pop3Command("AUTH", Authorization, TakesArgument: true, "SASL", Pop3Auth.AuthAsync),
        new Pop3Command("STLS", Authorization, TakesArgument: false, "STLS", Pop3Tls.StlsAsync),
        Pop3Command.Simple("UTF8", Authorization, Pop3Retrieval.Utf8, extension: "UTF8"),
        Pop3Command.Simple("STAT", Transaction, Pop3Listing.Stat),
        Pop3Command.Simple("LIST", Transaction, Pop3Listing.List, takesArgument: true),
        Pop3Command.Simple("UIDL", Transaction, Pop3Listing.Uidl, takesArgument: true, extension: "UIDL"),
        new Pop3Command("RETR", Transaction, TakesArgument: true, null, Pop3Retrieval.RetrAsync),
        new Pop3Command("TOP", Transaction, TakesArgument: true, "TOP", Pop3Retrieval.TopAsync),
        Pop3Command.Simple("DELE", Transaction, Pop3Deletion.Dele, takesArgument: true),
        Pop3Command.Simple("RSET", Transaction, Pop3Deletion.Rset),
    }.ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The command, or <see langword="null"/> where there is none that the profile offers.</summary>
    public static Pop3Command? Find(string keyword, Pop3Profile profile) =>
        All.GetValueOrDefault(keyword) is { } command && (command.Extension is not { } extension || profile.Performs(extension))
            ? command
            : null;
}
