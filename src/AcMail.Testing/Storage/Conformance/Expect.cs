using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Says what should have been and what was.</summary>
static class Expect
{
    public static void True(bool condition, string otherwise)
    {
        if (!condition) throw new ConformanceException(otherwise);
    }

    public static void Equal<T>(T expected, T found, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
            throw new ConformanceException($"{what}: expected {Show(expected)}, found {Show(found)}.");
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> found, string what)
    {
        List<T> wanted = [.. expected], got = [.. found];
        var same = wanted.Zip(got).TakeWhile(p => EqualityComparer<T>.Default.Equals(p.First, p.Second)).Count();
        if (same == wanted.Count && same == got.Count) return;
        throw new ConformanceException(
            $"{what}: entry {same + 1} should be {At(wanted, same)}, and is {At(got, same)} ({wanted.Count} expected, {got.Count} found).");
    }

    public static void Bytes(byte[] expected, byte[] found, string what)
    {
        if (expected.AsSpan().SequenceEqual(found)) return;
        throw new ConformanceException(
            $"{what}: {expected.Length} bytes were expected and {found.Length} found; they differ from offset "
            + $"{expected.AsSpan().CommonPrefixLength(found)} on.");
    }

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action, string what)
        where TException : Exception
    {
        try
        {
            await action();
        }
        catch (TException e)
        {
            return e;
        }
        catch (Exception e)
        {
            throw new ConformanceException($"{what}: expected {typeof(TException).Name}, and {e.GetType().Name} was thrown: {e.Message}", e);
        }

        throw new ConformanceException($"{what}: expected {typeof(TException).Name}, and nothing was thrown.");
    }

    /// <summary>A failure of that kind, which tells a person something in both languages.</summary>
    public static async Task FailsAsync(MailErrorKind kind, Func<Task> action, string what)
    {
        var failure = (await ThrowsAsync<MailException>(action, what)).Failure;
        Equal(kind, failure.Kind, $"{what}: the kind of the failure");
        var (english, french) = failure.Message;
        True(english.Length > 0 && french.Length > 0, $"{what}: the failure's message is empty in English or French.");
    }

    static string At<T>(List<T> list, int index) => index < list.Count ? Show(list[index]) : "missing";

    static string Show<T>(T value) => value switch
    {
        null => "nothing",
        string text => $"\"{text}\"",
        DateTimeOffset date => date.ToString("O"),
        UidSet { Count: 0 } => "no UIDs",
        _ => value.ToString() ?? "",
    };
}
