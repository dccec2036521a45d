namespace AcMail;

/// <summary>How long each step may take, in one place.</summary>
static class ConnectionLimits
{
    /// <summary>For the TCP connection to one address.</summary>
    public static readonly TimeSpan Connect = TimeSpan.FromSeconds(10);

    /// <summary>The same while another address of the host is left to try: a broken IPv6 must not cost the whole time.</summary>
    public static readonly TimeSpan ConnectBeforeNextAddress = TimeSpan.FromSeconds(3);

    /// <summary>For each read of greeting and TLS handshake. Servers that make spammers wait do so for 5 or 6 seconds.</summary>
    public static readonly TimeSpan Greeting = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of greeting, TLS handshake and capabilities. A port of another service may send without end.</summary>
    public const int MostOfGreeting = 1024 * 1024;

    /// <summary>For the look whether a silent port expects TLS.</summary>
    public static readonly TimeSpan TlsProbe = TimeSpan.FromSeconds(3);

    /// <summary>For each read or write of a command.</summary>
    public static readonly TimeSpan Command = TimeSpan.FromSeconds(60);

    /// <summary>For each read or write while a message is submitted: giving up early is what makes a fate unknown (RFC 5321 §4.5.3.2).</summary>
    public static readonly TimeSpan Submission = TimeSpan.FromMinutes(5);

    /// <summary>For an answer of a credential provider.</summary>
    public static readonly TimeSpan Credential = TimeSpan.FromSeconds(60);

    /// <summary>For connecting and authenticating with all retries.</summary>
    public static readonly TimeSpan Open = TimeSpan.FromSeconds(75);

    /// <summary>Before the first retry; it doubles, and varies so that many clients do not come back at once.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(0.5);

    /// <summary>Attempts after the first.</summary>
    public const int Retries = 2;

    /// <summary>For a whole check of settings, both servers.</summary>
    public static readonly TimeSpan Validation = TimeSpan.FromSeconds(20);

    /// <summary>For the answer to DONE, which ends IDLE. A connection that was silently dropped has none.</summary>
    public static readonly TimeSpan IdleAnswer = TimeSpan.FromSeconds(10);

    /// <summary>For the last words of a connection.</summary>
    public static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    /// <summary>For the answer to a message that is being handed over when its account is disposed of, and for its copy where its sender gives up.</summary>
    public static readonly TimeSpan LastAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Before the first probe of TCP keep-alive, between probes, and how many may be lost: a dead peer is noticed after a minute and a half.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(60), KeepAliveInterval = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="KeepAlive"/>
    public const int KeepAliveProbes = 3;

    /// <summary>After which an unused connection is closed.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
}
