namespace AcMail.Seed;

/// <summary>An attached file.</summary>
sealed record Enclosure(string FileName, string MediaType, byte[] Content);
