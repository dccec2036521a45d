using System.Text;

namespace AcMail.Testing;

/// <summary>Finds the faults that strike at the places that one session comes to.</summary>
sealed class SessionFaults(FaultSet set, WireProtocol protocol, int session)
{
    readonly List<ArmedFault> _answering = [];
    byte[] _tag = [];

    /// <summary>Whether there are none at all, so that nothing needs to be looked for.</summary>
    public bool None => set.Count == 0;

    public TimeSpan Latency => Slow.Aggregate(TimeSpan.Zero, (sum, slow) => sum + slow.Latency);

    /// <summary>How long <paramref name="octets"/> take.</summary>
    public TimeSpan Transfer(int octets) => Slow.Aggregate(TimeSpan.Zero, (sum, slow) => sum + slow.Transfer(octets));

    IEnumerable<FaultAction.Slow> Slow =>
        set.Armed.Where(a => a.IsFor(protocol, session)).Select(a => a.Fault.Action).OfType<FaultAction.Slow>();

    public IReadOnlyList<FaultAction> Connecting() => Strike(Candidates(FaultPlace.Connecting));

    public IReadOnlyList<FaultAction> AfterOctets(WireDirection direction, long count) =>
        None ? [] : Strike(At(FaultPlace.AfterOctets, direction, count));

    /// <summary>How many octets may pass until the next fault after some of them.</summary>
    public int OctetsBeyond(WireDirection direction, long count, int atMost) => None
        ? atMost
        : Candidates(FaultPlace.AfterOctets).Where(a => a.Fault.Point.Direction == direction && a.Fault.Point.Number > count)
            .Aggregate(atMost, (least, a) => (int)Math.Min(least, a.Fault.Point.Number - count));

    public IReadOnlyList<FaultAction> BeforeClientLine(int number, in ClientLine line)
    {
        if (None) return [];
        List<ArmedFault> due = [.. At(FaultPlace.BeforeLine, WireDirection.ToServer, number)];
        if (line.IsCommand)
        {
            _answering.Clear();
            _tag = line.Tag.ToArray();
            foreach (var armed in Candidates(FaultPlace.Command, FaultPlace.Reply, FaultPlace.Status))
            {
                if (!ClientLine.Is(line.Command, armed.Fault.Point.CommandName!) || !armed.IsDue()) continue;
                (armed.Fault.Point.Place == FaultPlace.Command ? due : _answering).Add(armed);
            }
        }

        return Strike(due);
    }

    public IReadOnlyList<FaultAction> BeforeServerLine(int number, ReadOnlySpan<byte> line)
    {
        List<ArmedFault> due = [.. At(FaultPlace.BeforeLine, WireDirection.ToClient, number)];
        foreach (var armed in _answering)
        {
            if (armed.Fault.Point.Place == FaultPlace.Status
                    ? ServerLine.IsStatus(protocol, _tag, line)
                    : !ServerLine.IsContinuation(protocol, line))
                due.Add(armed);
        }

        _answering.RemoveAll(due.Contains);
        return Strike(due);
    }

    public IReadOnlyList<FaultAction> AfterLine(WireDirection direction, int number) =>
        None ? [] : Strike(At(FaultPlace.AfterLine, direction, number));

    IEnumerable<ArmedFault> At(FaultPlace place, WireDirection direction, long number) =>
        Candidates(place).Where(a => a.Fault.Point.Direction == direction && a.Fault.Point.IsAt(number));

    IEnumerable<ArmedFault> Candidates(params FaultPlace[] places) =>
        set.Armed.Where(a => places.Contains(a.Fault.Point.Place) && a.MayStrike && a.IsFor(protocol, session));

    FaultAction[] Strike(IEnumerable<ArmedFault> due) => [.. due.Where(a => a.TryStrike()).Select(ActionOf)];

    FaultAction ActionOf(ArmedFault armed) => armed.Fault switch
    {
        { Action: FaultAction.Replace replace, Point.Place: FaultPlace.Status } => new FaultAction.Replace(Tagged(replace.Text)),
        { Action: FaultAction.Answer answer } => new FaultAction.Answer(Tagged(answer.Text)),
        var fault => fault.Action,
    };

    string Tagged(string text) => _tag.Length > 0 ? $"{Encoding.UTF8.GetString(_tag)} {text}" : text;
}
