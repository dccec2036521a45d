using System.Text;

namespace AcMail.Testing.Tests.Hostile;

/// <summary>Makes input that is nearly right, which goes deeper than noise does. Equal seeds make equal input.</summary>
sealed class Fuzzer(int seed, WireProtocol protocol)
{
    static readonly string[] Noise = 
    [
        "\0", "\r", "\n", "\r\n", "(", ")", "((((", "{5}\r\n", "{5+}\r\n", "{4294967296}", "\"", "\\", " ", "  ", "*", "%", "é", "\xff",
        "<", ">", "[", "]", ":", ",", "0", "-1", "99999999999999999999", "~{3}\r\n", "NIL",
    ];

    readonly Random _random = new(seed);

    /// <summary>A conversation of some commands, in parts of any size.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Conversation()
    {
        var text = new StringBuilder(_random.Next(10) > 0 ? FuzzVocabulary.Beginning(protocol) : "");
        var count = _random.Next(1, 40);
        for (var i = 0; i < count; i++) text.Append(Mutate(Expand(Pick(FuzzVocabulary.Commands(protocol)))));
        return Split(Encoding.Latin1.GetBytes(text.ToString()));
    }

    string Expand(string template)
    {
        while (template.IndexOf('$', StringComparison.Ordinal) is >= 0 and var at)
        {
            var value = template[at + 1] switch
            {
                't' => $"t{_random.Next(100)}",
                's' => Pick(FuzzVocabulary.Sets),
                'm' => Pick(FuzzVocabulary.Mailboxes),
                'f' => Pick(FuzzVocabulary.Flags),
                'i' => Pick(FuzzVocabulary.FetchItems),
                'k' => Pick(FuzzVocabulary.SearchKeys),
                'n' => _random.Next(-1, 12).ToString(),
                _ => Pick(FuzzVocabulary.Literals),
            };
            template = string.Concat(template.AsSpan(0, at), value.Replace('$', '&'), template.AsSpan(at + 2));
        }

        return template + "\r\n";
    }

    string Mutate(string command)
    {
        if (_random.Next(3) > 0) return command;
        for (var times = _random.Next(1, 4); times > 0; times--)
        {
            var at = _random.Next(command.Length + 1);
            var length = _random.Next(Math.Min(command.Length - at, 8) + 1);
            command = _random.Next(5) switch
            {
                0 => command.Remove(at, length),
                1 => command.Insert(at, Pick(Noise)),
                2 => command.Insert(at, command.Substring(at, length)),
                3 => command[..at] + (char)_random.Next(256) + command[Math.Min(at + 1, command.Length)..],
                _ => command.Insert(at, string.Concat(Enumerable.Repeat(Pick(Noise), _random.Next(100)))),
            };
        }

        return command;
    }

    List<ReadOnlyMemory<byte>> Split(byte[] octets)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < octets.Length;)
        {
            var length = Math.Min(_random.Next(4) == 0 ? _random.Next(1, 20) : _random.Next(1, 2000), octets.Length - at);
            parts.Add(octets.AsMemory(at, length));
            at += length;
        }

        return parts;
    }

    string Pick(IReadOnlyList<string> choices) => choices[_random.Next(choices.Count)];
}
