using AcMail.Core.IntegrationTests.Scenarios.Normalising;

namespace AcMail.Core.IntegrationTests.Scenarios.Wire;

/// <summary>One connection of a scenario: sends what the script says and gives the answers in normal form.</summary>
abstract class ScriptConnection(WireStream wire, Symbols symbols) : IAsyncDisposable
{
    public const string Closed = "(closed)";
    const string NoAnswer = "(no answer)";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly List<string> _answers = [];
    bool _over;

    protected WireStream Wire => wire;

    protected Symbols Symbols => symbols;

    public static ScriptConnection Create(string name, Stream stream, Symbols symbols) => name[..^1] switch
    {
        "imap" => new ImapScriptConnection(new(stream), symbols),
        "pop" => new PopScriptConnection(new(stream), symbols),
        _ => new SmtpScriptConnection(new(stream), symbols),
    };

    /// <summary>Reads the greeting.</summary>
    public Task GreetAsync() => PatientlyAsync(ReadGreetingAsync);

    public Task LogInAsync(string user, string password) => PatientlyAsync(token => LogInAsync(user, password, token));

    /// <summary>Sends a command; between two parts of it, the server has to ask for more.</summary>
    public Task AskAsync(IReadOnlyList<string> parts) => PatientlyAsync(token => AskAsync(parts, token));

    public Task SendAsync(string text) => PatientlyAsync(token => Wire.SendAsync(text + "\r\n", token));

    /// <summary>Reads the answers to everything that was asked.</summary>
    public Task AnswerAsync() => PatientlyAsync(ReadAnswersAsync);

    /// <summary>Waits for a response with <paramref name="text"/>, which is kept for the next answers.</summary>
    public Task AwaitAsync(string text) => PatientlyAsync(token => AwaitAsync(text, token));

    /// <summary>The answers since the last call.</summary>
    public IReadOnlyList<string> TakeAnswers()
    {
        string[] answers = [.. _answers];
        _answers.Clear();
        return answers;
    }

    public ValueTask DisposeAsync() => Wire.DisposeAsync();

    protected abstract Task ReadGreetingAsync(CancellationToken cancellationToken);

    protected abstract Task LogInAsync(string user, string password, CancellationToken cancellationToken);

    protected abstract Task AskAsync(IReadOnlyList<string> parts, CancellationToken cancellationToken);

    protected abstract Task ReadAnswersAsync(CancellationToken cancellationToken);

    protected virtual Task AwaitAsync(string text, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected void Add(string answer) => _answers.Add(answer);

    protected void End()
    {
        _over = true;
        Add(Closed);
    }

    /// <summary>That the server closes the connection now.</summary>
    protected async Task ReadEndAsync(CancellationToken cancellationToken)
    {
        if (await Wire.ReadLineAsync(cancellationToken) is { } line) Add(line);
        else End();
    }

    protected static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.Latin1.GetBytes(text));

    async Task PatientlyAsync(Func<CancellationToken, Task> step)
    {
        if (_over) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await step(patience.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            _over = true;
            Add(NoAnswer);
        }
        catch (IOException)
        {
            End();
        }
    }
}
