namespace AcMail.Testing;

/// <summary>A piece of what the server writes.</summary>
/// <param name="IsLine">Whether it is a line, and not octets that a line announced.</param>
/// <param name="Length">Its octets, a line's end included.</param>
/// <param name="AnnouncesOctets">Whether it is a line that is not the end of its response.</param>
readonly record struct OutputFrame(bool IsLine, int Length, bool AnnouncesOctets);
