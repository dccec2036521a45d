using CsCheck;

namespace AcMail.Core.Tests.Messages.Threads;

/// <summary>Messages that answer each other, for tests.</summary>
static class Letters
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(1));

    public static MessageInfo Of(long id, string messageId, string references = "", string subject = "", double day = double.NaN, string mailbox = "INBOX")
    {
        var date = Start.AddDays(double.IsNaN(day) ? id / 100d : day);
        var headers = new MessageHeaders(subject, $"{id}@x", "", "", date, messageId) { References = references };
        return new(id, mailbox, (uint)id, default, date, 1, headers);
    }

    /// <summary>A history in which each message may answer one before it, and says so by all that this one answered.</summary>
    public static Gen<MessageInfo[]> History { get; } = Gen.Int[-2, 100].Array[1, 30].Select(answers =>
    {
        var letters = new List<MessageInfo>();
        foreach (var (i, answer) in answers.Index())
        {
            var above = answer >= 0 && i > 0 ? letters[answer % i].Headers : null;
            letters.Add(Of(i + 1, $"{i + 1}@x", above is null ? "" : $"{above.References} {above.MessageId}".TrimStart(), $"subject {i}"));
        }

        return letters.ToArray();
    });

    /// <summary>Anything: few ids and subjects, so that they meet, in circles too, over some months.</summary>
    public static Gen<MessageInfo[]> Chaos { get; } = Gen.Select(Ids("abcdef"), Ids("abcdefgh").Array[0, 3], Subject, Gen.Int[0, 150]).Array[1, 25]
        .Select(all => all.Select((l, i) => Of(i + 1, l.Item1, Join(l.Item2), l.Item3, l.Item4)).ToArray());

    /// <summary>The same without circles and without two messages of one id: each refers to what was written before it, if to anything that is held.</summary>
    public static Gen<MessageInfo[]> Disorder { get; } = Gen.Select(Gen.Int[-10, 24].Array[0, 3], Subject, Gen.Int[0, 150]).Array[1, 25]
        .Select(all => all.Select((l, i) => Of(i + 1, $"{i}", Join(l.Item1.Where(r => r < i).Select(r => $"{r}")), l.Item2, l.Item3)).ToArray());

    static Gen<string> Subject => Gen.Select(
        Gen.OneOf(Gen.Const(""), Gen.Const("Re: "), Gen.Const("[l] "), Gen.Const("TR : ")), Gen.OneOf(Gen.Const("X"), Gen.Const("Y"), Gen.Const("")),
        string.Concat);

    static Gen<string> Ids(string ids) => Gen.Int[0, ids.Length].Select(i => i == ids.Length ? "" : ids[i].ToString());

    static string Join(IEnumerable<string> ids) => string.Join(' ', ids.Where(id => id.Length > 0).Distinct());
}
