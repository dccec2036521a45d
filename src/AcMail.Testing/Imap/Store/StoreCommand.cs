using System.Buffers;

namespace AcMail.Testing;

/// <summary>STORE and UID STORE (RFC 9051 §6.4.6).</summary>
sealed class StoreCommand : ImapCommand
{
    public override string Name => "STORE";

    public override ImapStates States => ImapStates.Selected;

    public override bool HasUidForm => true;

    public override bool MayReportExpunges => false;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        var request = StoreRequest.Read(arguments, session);
        var selected = session.Selected!;
        var uids = selected.Resolve(request.Set, context.Uid);
        if (selected.IsReadOnly) return new(ImapResult.No("The mailbox is read-only."));
        if (request.UnchangedSince is not null) session.Enable("CONDSTORE");

        var outcome = Apply(session, request, uids);
        Report(session, request, outcome, context.Uid);
        if (outcome.Refused.Count > 0)
        {
            var refused = SequenceSet.Of(context.Uid ? outcome.Refused : outcome.Refused.Select(selected.NumberOf));
            return new(ImapResult.Ok("Some have changed since.", $"MODIFIED {refused}"));
        }

        return new(outcome.HasGone && !context.Uid
            ? ImapResult.No("Some of the messages are not there any more.", "EXPUNGEISSUED")
            : ImapResult.Ok("Store completed."));
    }

    static StoreOutcome Apply(ImapSession session, StoreRequest request, IReadOnlyList<uint> uids)
    {
        var selected = session.Selected!;
        var outcome = new StoreOutcome();
        lock (session.User.Gate)
        {
            foreach (var uid in uids)
            {
                if (selected.Mailbox.Find(uid) is not { } message) outcome.HasGone = true;
                else if (message.ModSeq > request.UnchangedSince) outcome.Refused.Add(uid);
                else outcome.Stored.Add(Change(session, request, message));
            }
        }

        return outcome;
    }

    static ServerMessage Change(ImapSession session, StoreRequest request, ServerMessage message)
    {
        if (request.AreLabels) return GmailModel.SetLabels(session.User, session.Selected!.Mailbox, message, request.Apply(message.Labels));
        var mailbox = session.Selected!.Mailbox;
        var permanent = PermanentFlags.Of(session, mailbox);
        if (session.Misbehaves(ImapMisbehaviour.StoreForgotten)) return message with { Flags = request.Apply(message.Flags) };
        var changed = mailbox.Update(message.Uid, m => m with { Flags = permanent.Change(m.Flags, request.Apply(m.Flags)) })!;
        if (session.Has("X-GM-EXT-1")) GmailModel.ShareFlags(session.User, changed);
        return changed;
    }

    static void Report(ImapSession session, StoreRequest request, StoreOutcome outcome, bool uid)
    {
        var selected = session.Selected!;
        var brief = new List<FetchItem>();
        if ((uid && !session.Misbehaves(ImapMisbehaviour.StoreWithoutUid)) || session.Enabled("QRESYNC")) brief.Add(FetchItems.Uid);
        FetchItem[] full = [.. brief, request.AreLabels ? FetchItems.Labels : FetchItems.Flags];
        // Even a silent STORE tells the mod-sequence, which the client could not know otherwise (RFC 7162 §3.1.3).
        if (selected.CondStore) (brief, full) = ([.. brief, FetchItems.ModSeq], [.. full, FetchItems.ModSeq]);
        var isUnanswered = session.Misbehaves(ImapMisbehaviour.StoreUnanswered);

        var output = new ArrayBufferWriter<byte>();
        foreach (var message in outcome.Stored)
        {
            var knows = Knows(selected, request, message);
            selected.Acknowledge(message);
            if (!isUnanswered && (!knows || selected.CondStore)) FetchResponse.Write(output, session, message, knows ? brief : full);
        }

        session.Connection.Write(output.WrittenSpan);
    }

    // A client that wants no answer knows the flags unless somebody else has changed them, of which it has to be told (RFC 9051 §6.4.6).
    static bool Knows(SelectedMailbox selected, StoreRequest request, ServerMessage stored) => request.IsSilent
        && (request.AreLabels || selected.LastTold(stored.Uid) is not { } told || request.Apply(told.Flags).Equals(stored.Flags));

    sealed class StoreOutcome
    {
        public List<ServerMessage> Stored { get; } = [];

        public List<uint> Refused { get; } = [];

        public bool HasGone { get; set; }
    }
}
