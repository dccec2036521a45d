using AcMail.Testing.Tests.Support;
using CsCheck;

namespace AcMail.Testing.Tests.Imap.Search;

/// <summary>SEARCH against what a reader of the model would find.</summary>
public sealed class SearchModelTests
{
    static readonly string[] Flags = [@"\Seen", @"\Flagged", @"\Deleted", "work"];

    static readonly Gen<ServerState> SomeState =
        Gen.Select(Gen.Bool.Array[Flags.Length], Gen.Int[0, 400], Gen.Int[0, 9], Gen.Bool, (flags, size, age, removed) => new Mail(flags, size, age, removed))
            .Array[0, 12].Select(mails => new ServerState(mails));

    static readonly Gen<Key> Leaf = Gen.OneOf(
        Gen.Const(new Key("ALL", _ => true)),
        Gen.Int[0, Flags.Length - 2].Select(i => new Key(Flags[i][1..].ToUpperInvariant(), m => m.Message.Flags.Contains(Flags[i]))),
        Gen.Int[0, Flags.Length - 2].Select(i => new Key($"UN{Flags[i][1..].ToUpperInvariant()}", m => !m.Message.Flags.Contains(Flags[i]))),
        Gen.Const(new Key("KEYWORD work", m => m.Message.Flags.Contains("work"))),
        Gen.Int[0, 450].Select(n => new Key($"LARGER {n}", m => m.Message.Size > n)),
        Gen.Int[1, 450].Select(n => new Key($"SMALLER {n}", m => m.Message.Size < n)),
        Gen.Int[1, 10].Select(d => new Key($"SINCE {d}-Sep-2026", m => m.Message.InternalDate.Day >= d)),
        Gen.Int[1, 10].Select(d => new Key($"BEFORE {d}-Sep-2026", m => m.Message.InternalDate.Day < d)),
        Gen.Select(Gen.UInt[1, 14], Gen.UInt[1, 14], (a, b) => new Key($"UID {a}:{b}", m => m.Message.Uid >= Math.Min(a, b) && m.Message.Uid <= Math.Max(a, b))),
        Gen.UInt[1, 14].Select(n => new Key($"MODSEQ {n}", m => m.Message.ModSeq >= n)));

    static readonly Gen<Key> SomeKey = Gen.Recursive<Key>((depth, inner) => depth > 3 ? Leaf : Gen.OneOf(
        Leaf,
        inner.Select(k => new Key($"NOT {k.Text}", m => !k.Holds(m))),
        Gen.Select(inner, inner, (a, b) => new Key($"OR {a.Text} {b.Text}", m => a.Holds(m) || b.Holds(m))),
        Gen.Select(inner, inner, (a, b) => new Key($"({a.Text} {b.Text})", m => a.Holds(m) && b.Holds(m)))));

    [Fact]
    public void SEARCH_finds_what_a_reader_of_the_model_finds() => Gen.Select(SomeState, SomeKey).Sample(
        (state, key) => CompareAsync(state, key).GetAwaiter().GetResult(), iter: 300, threads: 1);

    static async Task<bool> CompareAsync(ServerState state, Key key)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        state.Fill(user.Inbox);
        await using var talk = await ImapTalk.SelectAsync(server, user);
        await talk.AskAsync("SELECT INBOX (CONDSTORE)");
        var wanted = user.Inbox.Messages.Select((m, i) => new Numbered((uint)i + 1, m)).Where(key.Holds).ToArray();
        var numbers = (await talk.AskAsync($"SEARCH {key.Text}"))[0].Split(" (")[0];
        var uids = (await talk.AskAsync($"UID SEARCH RETURN (ALL COUNT) {key.Text}"))[0];
        numbers.ShouldBe(string.Join(' ', wanted.Select(m => $"{m.Number}").Prepend("* SEARCH")));
        uids.ShouldContain($" COUNT {wanted.Length}");
        if (wanted.Length > 0) uids.ShouldContain($" ALL {AcMail.Storage.UidSet.Of(wanted.Select(m => m.Message.Uid))} ");
        return true;
    }

    sealed record Numbered(uint Number, ServerMessage Message);

    sealed record Key(string Text, Func<Numbered, bool> Holds);

    sealed record Mail(bool[] Flags, int Size, int Age, bool IsRemoved);

    sealed record ServerState(Mail[] Mails)
    {
        public void Fill(ServerMailbox mailbox)
        {
            foreach (var mail in Mails)
            {
                var flags = FlagSet.Of(Flags.Where((_, i) => mail.Flags[i]));
                var message = mailbox.Add(new byte[mail.Size + 1], flags, new DateTimeOffset(2026, 9, 10 - mail.Age, 12, 0, 0, TimeSpan.Zero));
                if (mail.IsRemoved) mailbox.Remove(message.Uid);
            }
        }
    }
}
