using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AcMail.Benchmarks.Generation;

/// <summary>Gives files to the user under whom the server reads mail.</summary>
sealed partial record FileOwner(uint User, uint Group)
{
    /// <summary>Reads <c>uid:gid</c>.</summary>
    public static FileOwner Parse(string text) =>
        text.Split(':') is [var user, var group]
            ? new(uint.Parse(user, CultureInfo.InvariantCulture), uint.Parse(group, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is not uid:gid.");

    public void Take(SafeFileHandle file)
    {
        if (ChangeOwner(file, User, Group) != 0) throw new Win32Exception();
    }

    public void Take(string path)
    {
        if (ChangeOwner(path, User, Group) != 0) throw new Win32Exception();
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
