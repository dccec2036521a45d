using System.Buffers;

namespace AcMail.Testing;

/// <summary>FETCH and UID FETCH (RFC 9051 §6.4.5).</summary>
sealed class FetchCommand : ImapCommand
{
    // What is written beyond it is sent before the next message is looked at, so that a mailbox need not fit into memory twice.
    const int SendAt = 64 * 1024;

    public override string Name => "FETCH";

    public override ImapStates States => ImapStates.Selected;

    public override bool HasUidForm => true;

    public override bool MayReportExpunges => false;

    public override async ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        var request = FetchRequest.Read(arguments, session, context.Uid);
        var selected = session.Selected!;
        var uids = selected.Resolve(request.Set, context.Uid);
        if (!context.Uid && selected.Uids.Count == 0 && session.Misbehaves(ImapMisbehaviour.FetchOfNothingRefused))
            return ImapResult.Bad("The specified message set is invalid.");
        if (request.Items.Contains(FetchItems.ModSeq)) session.Enable("CONDSTORE");
        if (request.Vanished) ReportVanished(session, request);

        var output = new ArrayBufferWriter<byte>();
        var index = 0;
        foreach (var uid in FetchMisconduct.Order(session, uids))
        {
            if (selected.Find(uid) is not { } message || message.ModSeq <= request.ChangedSince) continue;
            if (FetchMisconduct.Skips(session, index++)) continue;
            if (FetchMisconduct.Fails(session, uid, request)) return Fail(session, output);
            if (FetchMisconduct.HangsUp(session, uid, request))
            {
                await SendAsync(session, output, cancellationToken).ConfigureAwait(false);
                throw new EndOfStreamException("The server crashes over a message.");
            }

            var start = output.WrittenCount;
            FetchResponse.Write(output, session, message, FetchMisconduct.Items(session, request.Items));
            FetchMisconduct.Spoil(output, session, start);
            if (output.WrittenCount < SendAt) continue;
            await SendAsync(session, output, cancellationToken).ConfigureAwait(false);
        }

        session.Connection.Write(output.WrittenSpan);
        return ImapResult.Ok("Fetch completed.");
    }

    static ImapResult Fail(ImapSession session, ArrayBufferWriter<byte> output)
    {
        session.Connection.Write(output.WrittenSpan);
        return ImapResult.No("Server Unavailable. 15");
    }

    static async ValueTask SendAsync(ImapSession session, ArrayBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        session.Connection.Write(output.WrittenSpan);
        output.ResetWrittenCount();
        await session.Connection.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    // What is still in the view is reported as expunged without EARLIER, once the view lets it go.
    static void ReportVanished(ImapSession session, FetchRequest request)
    {
        var selected = session.Selected!;
        var gone = selected.Mailbox.ExpungedSince(request.ChangedSince!.Value)
            .Where(uid => selected.NumberOf(uid) == 0 && request.Set.Contains(uid, selected.Mailbox.UidNext - 1))
            .ToArray();
        if (SelectionMisconduct.Vanished(session, gone) is { } set) session.Untagged($"VANISHED (EARLIER) {set}");
    }
}
