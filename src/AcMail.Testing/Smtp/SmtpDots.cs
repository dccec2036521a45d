namespace AcMail.Testing;

/// <summary>
/// Reads a message up to the line that is a lone dot, and unstuffs dots (RFC 5321 §4.5.2). Only CRLF ends a line: a bare LF or CR is
/// content, so that nothing after it can be smuggled in as a command.
/// </summary>
sealed class SmtpDots(SmtpContent content)
{
    State _state = State.LineBegins;

    enum State
    {
        LineBegins,
        InLine,
        AfterCr,
        AfterDot,
        AfterDotCr,
    }

    public bool HasEnded { get; private set; }

    /// <summary>Takes what belongs to the message; returns how many octets that is, its end included.</summary>
    public int Read(ReadOnlySpan<byte> input)
    {
        var at = 0;
        while (at < input.Length && !HasEnded) at += Step(input[at..]);
        return at;
    }

    int Step(ReadOnlySpan<byte> input)
    {
        switch (_state)
        {
            case State.LineBegins when input[0] == '.':
                return Go(State.AfterDot, 1);
            case State.AfterDot when input[0] == '\r':
                return Go(State.AfterDotCr, 1);
            case State.AfterDotCr when input[0] == '\n':
                HasEnded = true;
                return 1;
            case State.AfterDotCr:
                content.Add("\r"u8);
                return Go(State.InLine, 0);
            case State.AfterCr when input[0] == '\n':
                content.Add("\n"u8);
                return Go(State.LineBegins, 1);
            case State.InLine:
                var length = input.IndexOf((byte)'\r') + 1;
                content.Add(length > 0 ? input[..length] : input);
                return length > 0 ? Go(State.AfterCr, length) : input.Length;
            default:
                return Go(State.InLine, 0);
        }
    }

    int Go(State state, int taken)
    {
        _state = state;
        return taken;
    }
}
