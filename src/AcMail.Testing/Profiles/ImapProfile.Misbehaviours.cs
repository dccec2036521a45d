using System.Collections.Immutable;

namespace AcMail.Testing;

public sealed partial record ImapProfile
{
    /// <summary>What is answered in place of what commands do; of several that fit, the first.</summary>
    /// <remarks>
    /// The last line of a reply is given the client's tag unless it begins with <c>*</c> or <c>+</c>. A command is compared without its tag:
    /// <c>SELECT</c>, <c>UID FETCH</c>.
    /// </remarks>
    public ImmutableArray<ScriptedReply> Replies { get; init; } = [];

    /// <summary>What follows NO where a name or a password is wrong.</summary>
    public string LoginRefusal { get; init; } = "[AUTHENTICATIONFAILED] The name or the password is wrong.";

    /// <summary>What is answered to every command but LOGOUT once <see cref="ServerUser.ExpireSessions"/> was called; its command does not matter.</summary>
    public ScriptedReply ExpiredReply { get; init; } = new("", "NO [AUTHENTICATIONFAILED] The session has expired, log in again.");

    /// <summary>What it does wrong.</summary>
    public ImmutableDictionary<ImapMisbehaviour, Repetition> Misbehaviours { get; init; } = ImmutableDictionary<ImapMisbehaviour, Repetition>.Empty;

    /// <summary>This profile with <paramref name="misbehaviour"/>.</summary>
    public ImapProfile Misbehaving(ImapMisbehaviour misbehaviour, Repetition repetition = Repetition.Always) =>
        this with { Misbehaviours = Misbehaviours.SetItem(misbehaviour, repetition) };

    /// <summary>This profile with a reply in place of what <paramref name="command"/> does; see <see cref="ScriptedReply"/>.</summary>
    public ImapProfile Answering(string command, string reply, Repetition repetition = Repetition.Always, bool hangsUp = false) =>
        Answering(new ScriptedReply(command, reply, repetition, hangsUp));

    /// <summary>This profile with replies in place of what commands do, such as those of <see cref="KnownReplies"/>.</summary>
    public ImapProfile Answering(params IEnumerable<ScriptedReply> replies) => this with { Replies = Replies.AddRange(replies) };
}
