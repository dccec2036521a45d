using System.Collections.Immutable;

namespace AcMail.Testing.Tests;

/// <summary>Finds replies in a server's words by their name, so that a theory can show it.</summary>
static class KnownReplyNames
{
    public static ImmutableArray<ScriptedReply> Find(Type type, string name) =>
        (ImmutableArray<ScriptedReply>)type.GetProperty(name)!.GetValue(null)!;
}
