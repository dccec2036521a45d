namespace AcMail.Core.IntegrationTests.Support;

static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "AcMail.Core.sln"))) directory = directory.Parent;
        return directory.FullName;
    }
}
