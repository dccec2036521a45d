namespace AcMail.Sqlite;

/// <summary>Where the bytes of a message are.</summary>
readonly record struct ContentPlace(int Pack, long Offset, long Length);
