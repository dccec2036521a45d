using System.Text;
using CsCheck;

namespace AcMail.Testing.Tests.Pop3;

public sealed class Pop3PropertyTests
{
    static readonly Gen<byte[]> AnyContent = Gen.OneOf((byte)'.', (byte)'\r', (byte)'\n', (byte)'a', (byte)0).Array[0, 60];
    static readonly Gen<byte[]> LargeContent = Gen.Byte.Array[60_000, 70_000];

    [Fact]
    public async Task Any_octets_survive_the_stuffing_of_dots() =>
        await Gen.Frequency((50, AnyContent), (1, LargeContent)).SampleAsync(async content =>
        {
            await using var test = new Pop3Test();
            test.User.Inbox.Add(content);
            var client = await test.LogInAsync();
            (await client.AskAsync("LIST 1")).ShouldBe($"+OK 1 {Normalised(content, complete: false).Length}");
            (await RetrieveAsync(client)).ShouldBe(Normalised(content, complete: true));
        }, iter: 300);

    [Fact]
    public async Task Only_QUIT_deletes_and_only_what_was_marked_since_RSET() =>
        await Gen.Int[0, 7].Select(Gen.Int[1, 6], (kind, number) => new Step(kind, number)).Array[0, 40].SampleAsync(async steps =>
        {
            await using var test = new Pop3Test(null, [.. Enumerable.Range(1, 5).Select(i => $"Subject: {i}\r\n\r\n")]);
            var model = new DropModel(test.User.Inbox.Messages.Select(m => m.Uid));
            var client = await test.LogInAsync();
            foreach (var step in steps)
            {
                switch (step.Kind)
                {
                    case <= 3:
                        (await client.AskAsync($"DELE {step.Number}")).ShouldStartWith(model.Delete(step.Number) ? "+OK" : "-ERR");
                        break;
                    case 4:
                        await client.AskAsync("RSET");
                        model.Reset();
                        break;
                    case 5:
                        await client.AskAsync("QUIT");
                        model.Quit();
                        client = await test.LogInAsync();
                        break;
                    case 6:
                        await client.DisposeAsync();
                        model.Drop();
                        client = await test.LogInAgainAsync();
                        break;
                    default:
                        model.Deliver(test.User.Inbox.Add("Subject: neuf\r\n\r\n"u8.ToArray()).Uid);
                        break;
                }

                (await client.AskAsync("STAT")).ShouldStartWith($"+OK {model.Visible} ");
                test.User.Inbox.Messages.Select(m => m.Uid).ShouldBe(model.Stored);
            }
        }, iter: 200);

    static async Task<byte[]> RetrieveAsync(LineClient client)
    {
        (await client.AskAsync("RETR 1")).ShouldStartWith("+OK");
        var octets = new List<byte>();
        while (await client.ReadOctetsAsync() is var line && !line.AsSpan().SequenceEqual(".\r\n"u8))
            octets.AddRange(line[0] == '.' ? line[1..] : line);
        return [.. octets];
    }

    // What RFC 1939 lets go over the wire: lines end in CRLF, the last one too.
    static byte[] Normalised(byte[] content, bool complete)
    {
        var text = Encoding.Latin1.GetString(content);
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        if (complete && text.Length > 0 && !text.EndsWith('\n')) text += "\r\n";
        return Encoding.Latin1.GetBytes(text);
    }

    readonly record struct Step(int Kind, int Number);

    /// <summary>The update rules of RFC 1939 §5 and §6.</summary>
    sealed class DropModel(IEnumerable<uint> uids)
    {
        readonly HashSet<uint> _marked = [];
        List<uint> _session = [.. uids];

        public List<uint> Stored { get; } = [.. uids];

        public int Visible => _session.Count - _marked.Count;

        public bool Delete(int number) => number <= _session.Count && _marked.Add(_session[number - 1]);

        public void Reset() => _marked.Clear();

        public void Deliver(uint uid) => Stored.Add(uid);

        public void Quit()
        {
            Stored.RemoveAll(_marked.Contains);
            Drop();
        }

        public void Drop()
        {
            _marked.Clear();
            _session = [.. Stored];
        }
    }
}
