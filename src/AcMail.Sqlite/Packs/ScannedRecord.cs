using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>A record found whole in a pack.</summary>
/// <param name="Record">Its fixed part.</param>
/// <param name="Origin">Where the content came from.</param>
/// <param name="Offset">Where the content begins.</param>
readonly record struct ScannedRecord(PackRecord Record, ContentOrigin Origin, long Offset);
