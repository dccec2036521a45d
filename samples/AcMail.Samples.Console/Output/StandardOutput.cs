using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AcMail.Cli;

/// <summary>Results go to standard output, as text or as one JSON document; notes and errors go to standard error.</summary>
sealed class StandardOutput(bool json)
{
    public bool Json => json;

    /// <summary>Writes one line of text, with what could command a terminal made harmless.</summary>
    public void Line(string text = "") => Console.Out.WriteLine(Terminal.Harmless(text));

    /// <summary>Writes text that has lines of its own.</summary>
    public void Lines(string text) => Console.Out.WriteLine(Terminal.HarmlessLines(text));

    public void Note(string text) => Console.Error.WriteLine(Terminal.HarmlessLines(text));

    /// <summary>Writes the result: <paramref name="document"/>, or what <paramref name="text"/> writes for a person.</summary>
    public void Show<T>(T document, JsonTypeInfo<T> type, Action<StandardOutput> text)
    {
        if (json) Document(JsonSerializer.SerializeToUtf8Bytes(document, type));
        else text(this);
    }

    public void Document(ReadOnlySpan<byte> utf8)
    {
        using var stream = Console.OpenStandardOutput();
        stream.Write(utf8);
        stream.Write("\n"u8);
    }

    /// <summary>Tells why there is no result, as far as there is anywhere to tell it: both outputs may be closed, or on a full disk.</summary>
    public void Fail(CliProblem problem)
    {
        Try(() =>
        {
            Note($"acmail: {problem.Message}");
            if (problem.Remedy.Length > 0) Note($"  {problem.Remedy}");
            if (!string.IsNullOrEmpty(problem.ServerReply)) Note($"  [{problem.ServerReply}]");
        });
        if (json) Try(() => Document(JsonSerializer.SerializeToUtf8Bytes(new(FailureView.From(problem)), CliJson.Readable.ErrorView)));
    }

    static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The exit code is what is left.
        }
    }

    /// <summary>Tells a failure that is part of a result.</summary>
    public void Note(string where, MailFailure failure) => Note($"{where}: {failure}");
}
