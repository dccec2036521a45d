using CsCheck;

namespace AcMail.Tests;

public sealed class OutboxMachineTests
{
    static readonly Dictionary<(OutboxState, OutboxEvent), (OutboxState, OutboxAction)> Table = new()
    {
        [(OutboxState.Queued, OutboxEvent.HandOverBegins)] = (OutboxState.Sending, OutboxAction.HandOver),
        [(OutboxState.Queued, OutboxEvent.Deferred)] = (OutboxState.Queued, OutboxAction.None),
        [(OutboxState.Queued, OutboxEvent.Refused)] = (OutboxState.Rejected, OutboxAction.None),
        [(OutboxState.Queued, OutboxEvent.Cancelled)] = (OutboxState.Rejected, OutboxAction.None),
        [(OutboxState.Sending, OutboxEvent.AcceptedWithoutCopy)] = (OutboxState.Done, OutboxAction.None),
        [(OutboxState.Sending, OutboxEvent.AcceptedWithLocalCopy)] = (OutboxState.Done, OutboxAction.FileLocally),
        [(OutboxState.Sending, OutboxEvent.AcceptedWithServerCopy)] = (OutboxState.SentCopyPending, OutboxAction.FileOnServer),
        [(OutboxState.Sending, OutboxEvent.Refused)] = (OutboxState.Rejected, OutboxAction.None),
        [(OutboxState.Sending, OutboxEvent.Cancelled)] = (OutboxState.Rejected, OutboxAction.None),
        [(OutboxState.Sending, OutboxEvent.Deferred)] = (OutboxState.Queued, OutboxAction.None),
        [(OutboxState.Sending, OutboxEvent.AnswerLost)] = (OutboxState.Unknown, OutboxAction.None),
        [(OutboxState.Sending, OutboxEvent.Abandoned)] = (OutboxState.Unknown, OutboxAction.None),
        [(OutboxState.SentCopyPending, OutboxEvent.CopyFiled)] = (OutboxState.Done, OutboxAction.None),
        [(OutboxState.SentCopyPending, OutboxEvent.CopyFailed)] = (OutboxState.SentCopyOwed, OutboxAction.None),
        [(OutboxState.Sending, OutboxEvent.AcceptedWithOwedCopy)] = (OutboxState.SentCopyOwed, OutboxAction.None),
        [(OutboxState.SentCopyOwed, OutboxEvent.CopyFiled)] = (OutboxState.Done, OutboxAction.None),
        [(OutboxState.SentCopyOwed, OutboxEvent.CopyFailed)] = (OutboxState.SentCopyOwed, OutboxAction.None),
        [(OutboxState.Rejected, OutboxEvent.AskedAgain)] = (OutboxState.Queued, OutboxAction.None),
        [(OutboxState.Unknown, OutboxEvent.AskedAgain)] = (OutboxState.Queued, OutboxAction.None),
        [(OutboxState.Queued, OutboxEvent.Discarded)] = (OutboxState.Done, OutboxAction.None),
        [(OutboxState.Rejected, OutboxEvent.Discarded)] = (OutboxState.Done, OutboxAction.None),
        [(OutboxState.Unknown, OutboxEvent.Discarded)] = (OutboxState.Done, OutboxAction.None),
        [(OutboxState.SentCopyPending, OutboxEvent.Discarded)] = (OutboxState.Done, OutboxAction.None),
        [(OutboxState.SentCopyOwed, OutboxEvent.Discarded)] = (OutboxState.Done, OutboxAction.None),
    };

    [Fact]
    public void Every_state_answers_every_event_as_the_table_says()
    {
        foreach (var state in Enum.GetValues<OutboxState>())
        {
            foreach (var happened in Enum.GetValues<OutboxEvent>())
            {
                var next = OutboxMachine.Next(state, happened);
                if (Table.TryGetValue((state, happened), out var expected)) next.ShouldBe(new OutboxStep(expected.Item1, expected.Item2), $"{state} × {happened}");
                else next.ShouldBeNull($"{state} × {happened}");
            }
        }
    }

    [Fact]
    public void No_history_hands_a_message_over_twice_unless_the_server_deferred_it_or_a_person_asked_for_it() =>
        Gen.Enum<OutboxEvent>().Array[0, 40].Sample(events =>
        {
            var state = OutboxState.Queued;
            var mayHandOver = true;
            foreach (var happened in events)
            {
                if (OutboxMachine.Next(state, happened) is not { } step) continue;
                if (step.Action == OutboxAction.HandOver)
                {
                    if (!mayHandOver) return false;
                    mayHandOver = false;
                }

                if (happened is OutboxEvent.Deferred or OutboxEvent.AskedAgain) mayHandOver = true;
                state = step.State;
            }

            return true;
        });
}
