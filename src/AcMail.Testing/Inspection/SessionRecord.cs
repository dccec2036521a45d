namespace AcMail.Testing;

/// <summary>Keeps the transcript and the counts of one session, and knows how far each direction has come.</summary>
sealed class SessionRecord(SessionTranscript transcript, WireTally tally)
{
    readonly ClientDialogue _dialogue = new(transcript.Protocol);

    public int ClientLines { get; private set; }

    public int ServerLines { get; private set; }

    /// <summary>The octets that the session has looked at.</summary>
    public long OctetsIn { get; private set; }

    public long OctetsOut { get; private set; }

    public SessionTranscript Transcript => transcript;

    public WireTally Tally => tally;

    /// <summary>Records a line of the client's.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="length">Its octets, the end included.</param>
    public ClientLine Receive(ReadOnlySpan<byte> line, long length)
    {
        var read = _dialogue.Read(line);
        if (read.IsCommand) tally.Commanded();
        transcript.Add(WireDirection.ToServer, ++ClientLines, OctetsIn, length, read.Shown);
        OctetsIn += length;
        return read;
    }

    public void ReceiveOctets(ReadOnlySpan<byte> octets)
    {
        var secret = _dialogue.HidesOctets;
        transcript.AddOctets(WireDirection.ToServer, ClientLines, OctetsIn, octets.Length, secret ? default : octets);
        OctetsIn += octets.Length;
    }

    /// <summary>Counts octets that nobody looks at.</summary>
    public void Skip(long octets) => OctetsIn += octets;

    /// <summary>Records a line of the server's, with its end.</summary>
    public void Send(ReadOnlySpan<byte> line)
    {
        var text = line.TrimEnd("\r\n"u8);
        _dialogue.Answered(text);
        transcript.Add(WireDirection.ToClient, ++ServerLines, OctetsOut, line.Length, text);
        OctetsOut += line.Length;
    }

    public void SendOctets(ReadOnlySpan<byte> octets)
    {
        transcript.AddOctets(WireDirection.ToClient, ServerLines, OctetsOut, octets.Length, octets);
        OctetsOut += octets.Length;
    }
}
