namespace AcMail.Testing;

/// <summary>How much of what was said is kept.</summary>
/// <param name="Session">Octets of one session, with what its entries cost.</param>
/// <param name="Entry">Octets of one entry.</param>
readonly record struct TranscriptLimits(int Session, int Entry);
