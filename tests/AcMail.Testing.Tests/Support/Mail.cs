using System.Text;

namespace AcMail.Testing.Tests.Support;

/// <summary>Small messages.</summary>
static class Mail
{
    public static byte[] Of(string subject) => Encoding.UTF8.GetBytes(
        $"From: Jeanne <jeanne@example.org>\r\nTo: dmartin@localhost\r\nSubject: {subject}\r\nMessage-ID: <{subject.Replace(' ', '.')}@example.org>\r\n"
        + $"Date: Mon, 23 Nov 2026 21:55:00 +0000\r\n\r\n{subject}, it says.\r\n");
}
