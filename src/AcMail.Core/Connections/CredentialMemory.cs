using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace AcMail;

/// <summary>Recognises the credential that was given last, without keeping it.</summary>
sealed class CredentialMemory
{
    readonly Lazy<byte[]> _key = new(() => RandomNumberGenerator.GetBytes(32));
    readonly ConcurrentDictionary<(string Account, MailEndpoint Endpoint), byte[]> _last = [];

    public void Keep(string account, MailEndpoint endpoint, MailCredential credential) => _last[(account, endpoint)] = Print(credential);

    public bool Has(string account, MailEndpoint endpoint, MailCredential credential) =>
        _last.TryGetValue((account, endpoint), out var print) && print.AsSpan().SequenceEqual(Print(credential));

    byte[] Print(MailCredential credential) =>
        HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{credential.GetType().Name}\0{credential.UserName}\0{credential.Secret}"));
}
