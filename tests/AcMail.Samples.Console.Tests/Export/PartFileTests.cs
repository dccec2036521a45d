namespace AcMail.Cli.Tests.Export;

public sealed class PartFileTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("acmail-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void What_is_exported_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = Path.Combine(_directory, "1.eml");

        using (var part = new PartFile($"{path}.part")) part.MoveTo(path);

        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9999)]
    public void A_message_is_exported_whenever_it_is_said_to_have_arrived(int year)
    {
        var path = Path.Combine(_directory, "1.eml");

        using (var part = new PartFile($"{path}.part")) part.MoveTo(path, new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));

        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public void A_full_disk_leaves_no_part_behind()
    {
        if (!OperatingSystem.IsLinux()) return;
        var path = Path.Combine(_directory, "INBOX.mbox.part");
        File.CreateSymbolicLink(path, "/dev/full");

        using (var part = new PartFile(path)) part.Stream.Write("From "u8);

        Directory.EnumerateFileSystemEntries(_directory).ShouldBeEmpty();
    }
}
