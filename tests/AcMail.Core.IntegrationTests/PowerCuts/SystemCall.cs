using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AcMail.Core.IntegrationTests.PowerCuts;

/// <summary>A system call of a program, as strace tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">What it was given, as strace writes it.</param>
/// <param name="Result">What it returned.</param>
/// <param name="Begun">Where in the trace it began.</param>
/// <param name="Ended">Where it had come back.</param>
sealed partial record SystemCall(string Name, string Arguments, long Result, int Begun, int Ended)
{
    const string Unfinished = "<unfinished ...>";

    /// <summary>What makes strace tell all that changes files and all that is sent, of every thread, with the bytes.</summary>
    public static string[] Strace(string file) =>
    [
        "strace", "-f", "-qq", "-xx", "-y", "-s", "100000000", "-o", file, "-e",
        "trace=openat,open,write,pwrite64,pwritev,writev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,"
        + "link,linkat,mkdir,mkdirat,rmdir,sendto,sendmsg,copy_file_range,sendfile",
    ];

    /// <summary>The strings among the arguments: paths, and what is written.</summary>
    public IReadOnlyList<byte[]> Strings => [.. Quoted().Matches(Arguments).Select(m => Convert.FromHexString(m.Groups[1].Value.Replace(@"\x", "", StringComparison.Ordinal)))];

    /// <summary>The path of the open file that the first argument is.</summary>
    public string OpenFile => Escaped().Replace(
        Descriptor().Match(Arguments).Groups[1].Value, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    public long LastNumber => long.Parse(Arguments.AsSpan(Arguments.LastIndexOf(',') + 1), CultureInfo.InvariantCulture);

    /// <summary>The calls of a trace that did not fail, in the order in which they began.</summary>
    public static IReadOnlyList<SystemCall> Read(string file)
    {
        var (calls, begun, at) = (new List<SystemCall>(), new Dictionary<string, (int At, string Text)>(), 0);
        foreach (var line in File.ReadLines(file, Encoding.Latin1))
        {
            at++;
            var (thread, text) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[line.IndexOf(' ', StringComparison.Ordinal)..].TrimStart());
            var start = at;
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = (at, text[..^Unfinished.Length].TrimEnd());
                continue;
            }

            if (Resumed().Match(text) is { Success: true } resumed && begun.Remove(thread, out var before))
                (start, text) = (before.At, before.Text + text[resumed.Length..]);
            if (Whole().Match(text) is { Success: true } call && long.Parse(call.Groups[3].ValueSpan, CultureInfo.InvariantCulture) is >= 0 and var result)
                calls.Add(new(call.Groups[1].Value, call.Groups[2].Value, result, start, at));
        }

        return [.. calls.OrderBy(c => c.Begun)];
    }

    [GeneratedRegex("\"((?:\\\\x[0-9a-f]{2})*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("^[0-9]+<([^>]*)>")]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"\\x([0-9a-f]{2})")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(\w+)\((.*)\)\s+= (-?\d+)")]
    private static partial Regex Whole();
}
