namespace AcMail.Benchmarks.Reading;

/// <summary>Whose inbox is read.</summary>
sealed record ReadTarget(string Host, int Port, bool Tls, string UserName, string Password);
