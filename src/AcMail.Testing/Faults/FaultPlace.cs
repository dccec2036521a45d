namespace AcMail.Testing;

/// <summary>The kinds of <see cref="FaultPoint"/>.</summary>
enum FaultPlace
{
    Connecting,
    BeforeLine,
    AfterLine,
    AfterOctets,
    Command,
    Reply,
    Status,
}
