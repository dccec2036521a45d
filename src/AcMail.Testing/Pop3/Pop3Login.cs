using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace AcMail.Testing;

/// <summary>USER, PASS and APOP (RFC 1939 §7).</summary>
static class Pop3Login
{
    public static void User(Pop3Session session, string argument)
    {
        if (!Allows(session)) return;
        if (argument.Length == 0)
        {
            session.Error("USER needs a name.");
            return;
        }

        session.UserName = argument;
        session.Ok("Send the password.");
    }

    public static void Pass(Pop3Session session, string argument)
    {
        if (!Allows(session)) return;
        if (session.UserName is not { } name) session.Error("Send USER first.");
        else if (Pop3Door.Find(session, name) is { } user && user.Password == argument) Pop3Door.Enter(session, user, name);
        else session.RefuseLogin();
    }

    public static void Apop(Pop3Session session, string argument)
    {
        if (argument.Split(' ') is not [var name, var digest]) session.Error("APOP needs a name and a digest.");
        else if (Pop3Door.Find(session, name) is { } user && digest == Digest(session.Timestamp + user.Password))
            Pop3Door.Enter(session, user, name);
        else session.RefuseLogin();
    }

    static bool Allows(Pop3Session session)
    {
        if (session.MayLogIn) return true;
        session.Error("Passwords are taken over TLS only. Send STLS first.", "AUTH");
        return false;
    }

    [SuppressMessage("Security", "CA5351", Justification = "RFC 1939 §7 has it so.")]
    static string Digest(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
