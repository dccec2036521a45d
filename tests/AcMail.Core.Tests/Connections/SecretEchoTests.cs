using System.Text;
using CsCheck;

namespace AcMail.Tests;

public sealed class SecretEchoTests
{
    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    static string Hide(string secret, string reply) => SecretEcho.Hide(reply, MailCredential.FromPassword("dmartin", secret))!;

    [Theory]
    [InlineData("secrét1", "-ERR unknown command PASS SECRÉT1", "-ERR unknown command PASS …")]
    [InlineData("p@ss&w", "535 5.7.8 bad: p%40ss%26w", "535 5.7.8 bad: …")]
    [InlineData("p@ss&w", "535 5.7.8 bad: P%40SS&W.", "535 5.7.8 bad: …")]
    [InlineData("le café", "535 5.7.8 bad: pass=le+caf%c3%a9", "535 5.7.8 bad: …")]
    [InlineData("le café", "535 5.7.8 bad: le%20caf%C3%A9", "535 5.7.8 bad: …")]
    [InlineData("a\"b\\c", "NO bad \"a\\\"b\\\\c\"", "NO bad \"…\"")]
    [InlineData("no", "NO not so", "NO …t so")]
    [InlineData("secret", "535 5.7.8 authentication failed", "535 5.7.8 authentication failed")]
    [InlineData("secret", "535 5.7.8 100%", "535 5.7.8 100%")]
    public void A_secret_that_a_server_repeats_is_hidden_and_nothing_else(string secret, string reply, string told) => Hide(secret, reply).ShouldBe(told);

    [Theory]
    [InlineData("\0dmartin\0hunter2é")]
    [InlineData("dmartin\0dmartin\0hunter2é")]
    [InlineData("david\0dmartin\0hunter2é")]
    [InlineData("hunter2é")]
    public void What_SASL_sent_is_hidden(string sent)
    {
        var word = Base64(sent);
        foreach (var form in (string[])[word, $"<{word}>", $"PLAIN={word}", word.TrimEnd('='), word.Replace('+', '-').Replace('/', '_')])
            Hide("hunter2é", $"535 5.7.8 bad {form} there").ShouldNotContain(word[..8]);
    }

    [Theory]
    [InlineData("\0dmartin\0hunter2")]
    [InlineData("hunter2")]
    public void What_SASL_sent_is_hidden_in_capitals_too(string sent) =>
        Hide("hunter2", $"535 5.7.8 BAD {Base64(sent).ToUpperInvariant()}").ShouldBe("535 5.7.8 BAD …");

    [Fact]
    public void Whatever_the_secret_is_none_of_its_forms_is_told() => Gen.String[4, 12].Where(s => !s.Any(char.IsSurrogate)).Sample(secret =>
    {
        foreach (var form in (string[])[secret, Uri.EscapeDataString(secret), Base64(secret), Base64($"\0dmartin\0{secret}")])
            Hide(secret, $"535 5.7.8 bad: {form}").ShouldNotContain(form);
    });
}
