using System.Globalization;

namespace AcMail.Testing;

/// <summary>Whom the profile lets a message go to, now.</summary>
static class SmtpRecipientPolicy
{
    public static SmtpReply? Refusal(SmtpSession session, SmtpEnvelope envelope, SmtpPath path)
    {
        var (profile, now) = (session.Profile, session.Server.Time.GetUtcNow());
        if (profile.RecipientDomains is { } domains && !domains.Contains(path.Domain, StringComparer.OrdinalIgnoreCase))
            return new(550, "5.7.1", "Relaying is denied.");
        if (IsFull(session, envelope, path)) return new(452, "4.2.2", $"The mailbox of {path.Address} is full.");
        if (profile.Greylisting is { } wait && session.Server.Senders.Greylist(envelope.Sender, path.Address, wait, now) is { } left)
            return new(450, "4.7.1", $"Greylisted, try again in {(long)Math.Ceiling(left.TotalSeconds)}s.");
        if (profile.SendingLimit is { } limit && !session.Server.Senders.MaySend(session.User?.Name ?? "", limit, now))
            return new(450, "4.7.1", $"At most {limit.Recipients} recipients in {(long)limit.Period.TotalSeconds}s.");
        return null;
    }

    static bool IsFull(SmtpSession session, SmtpEnvelope envelope, SmtpPath path)
    {
        var user = session.Server.Users.FirstOrDefault(u => u.Addresses.Contains(path.Address, StringComparer.OrdinalIgnoreCase));
        if (user is null) return false;
        var announced = envelope.Parameters.Where(p => p.Is("SIZE")).Select(p => p.Value).FirstOrDefault();
        var coming = announced is null ? 0 : long.Parse(announced, CultureInfo.InvariantCulture);
        return !QuotaRoot.Of(user, user.Inbox).All(r => r.HasRoom(coming, 1));
    }
}
