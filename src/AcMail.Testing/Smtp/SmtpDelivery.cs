namespace AcMail.Testing;

/// <summary>What becomes of a message that has arrived whole.</summary>
static class SmtpDelivery
{
    public static SmtpReply TooLarge(SmtpProfile profile) => new(552, "5.3.4", $"A message may have {profile.MaximumSize} octets.");

    /// <summary>Accepts or refuses the message, and ends its transaction.</summary>
    public static void Conclude(SmtpSession session, SmtpEnvelope envelope)
    {
        session.Envelope = null;
        if (session.AnswersByScript(".")) return;
        if (Refusal(session, envelope) is { } refusal)
        {
            session.Write(refusal);
            return;
        }

        var forgets = session.Misbehaves(SmtpMisbehaviour.DroppedUnanswered);
        if (!forgets) Accept(session, envelope);
        if (forgets || session.Misbehaves(SmtpMisbehaviour.AcceptedUnanswered)) session.End();
        else session.Write(new(250, "2.0.0", $"Accepted as {session.Server.Submissions.Count}."));
    }

    static SmtpReply? Refusal(SmtpSession session, SmtpEnvelope envelope)
    {
        var (profile, content) = (session.Profile, envelope.Content);
        if (content.IsTooLarge) return TooLarge(profile);
        if (!profile.Performs("8BITMIME") && content.Octets.Span.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return new(554, "5.6.1", "Octets of 8 bits are not accepted.");
        return profile.MaximumLine is { } limit && content.LongestLine() > limit
            ? new(554, "5.6.0", $"A line may have {limit} octets.")
            : null;
    }

    static void Accept(SmtpSession session, SmtpEnvelope envelope)
    {
        var submission = new ReceivedSubmission(
            session.User?.Name, envelope.Sender, [.. envelope.Recipients], [.. envelope.Parameters.Select(p => p.ToString())],
            envelope.Content.Octets, session.Server.Time.GetUtcNow());
        session.Server.Accept(submission);
        if (!session.Profile.FilesSentCopy) return;
        session.User?.Mailboxes.FirstOrDefault(m => m.SpecialUse == "\\Sent")?.Add(submission.Content, FlagSet.Of("\\Seen"));
    }
}
