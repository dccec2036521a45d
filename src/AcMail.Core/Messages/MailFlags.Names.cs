namespace AcMail;

/// <content>Flags by the names that IMAP gives them.</content>
public readonly partial record struct MailFlags
{
    /// <summary>Reads one name as IMAP writes it: a system flag such as <c>\Seen</c>, in any case, or a keyword such as <c>$Forwarded</c>.</summary>
    /// <returns>Whether it can be set; <c>\Recent</c>, other names with a backslash and what is no atom (RFC 9051 §9) cannot.</returns>
    public static bool TryParse(string name, out MailFlags flag)
    {
        ArgumentNullException.ThrowIfNull(name);
        flag = default;
        if (name.StartsWith('\\'))
        {
            foreach (var system in Enum.GetValues<SystemFlags>())
                if (system != SystemFlags.None && name.AsSpan(1).Equals(system.ToString(), StringComparison.OrdinalIgnoreCase)) flag = new(system);
            return !flag.IsEmpty;
        }

        if (!IsKeyword(name)) return false;
        flag = new(SystemFlags.None, name);
        return true;
    }

    /// <summary>Whether every keyword can go over the wire.</summary>
    internal bool IsValid => Keywords.All(IsKeyword);

    static bool IsKeyword(string name) => name.Length > 0 && name.All(c => c is > ' ' and < '\x7f' && !"(){%*\"\\]".Contains(c, StringComparison.Ordinal));
}
