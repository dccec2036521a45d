namespace AcMail;

/// <summary>The rules of what is trusted besides the system's authorities. Whether the files can be read is told when they are used.</summary>
static class TrustRules
{
    public static void Check(RuleFindings found, MailAccountOptions options)
    {
        foreach (var (index, file) in (options.TrustedCertificates ?? []).Index())
            if (string.IsNullOrWhiteSpace(file))
                found.Missing($"TrustedCertificates.{index}", new("Write the path of a PEM or DER file.", "Écrivez le chemin d'un fichier PEM ou DER."));

        foreach (var (index, fingerprint) in (options.PinnedFingerprints ?? []).Index())
            if (!IsFingerprint(fingerprint))
                found.Add(
                    $"PinnedFingerprints.{index}",
                    new($"'{fingerprint}' is not a SHA-256 fingerprint.", $"« {fingerprint} » n'est pas une empreinte SHA-256."),
                    new("Write its 64 hexadecimal digits; colons may stand between them.", "Écrivez ses 64 chiffres hexadécimaux, avec ou sans deux-points."));
    }

    static bool IsFingerprint(string? text)
    {
        var digits = (text ?? "").Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit);
    }
}
