namespace AcMail;

static class ConfiguredPath
{
    /// <summary>A path of the configuration, which is relative to <paramref name="baseDirectory"/> where there is one.</summary>
    public static string Rooted(string path, string? baseDirectory) =>
        baseDirectory is null || path.Length == 0 ? path : Path.GetFullPath(path, Path.GetFullPath(baseDirectory));
}
