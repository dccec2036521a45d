using System.Globalization;
using System.Text;

namespace AcMail.Sqlite;

/// <summary>Turns an account's name into a folder name that every file system takes; two names never share one, unless they differ in case alone and it takes no notice of case.</summary>
static class AccountFolderName
{
    static readonly string[] Reserved = ["con", "prn", "aux", "nul", "com", "lpt"];

    public static string Of(string account)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        var device = Reserved.Any(r => account.StartsWith(r, StringComparison.OrdinalIgnoreCase) && IsDevice(account, r));
        var bytes = Encoding.UTF8.GetBytes(account);
        var name = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            var (b, outer) = (bytes[i], i == 0 || i == bytes.Length - 1);
            var safe = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'@' or (byte)'+' || (b == '.' && !outer);
            if (safe && !(device && i == 0)) name.Append((char)b);
            else name.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return name.ToString();
    }

    static bool IsDevice(string account, string device)
    {
        var stem = account.AsSpan(device.Length);
        if (device is "com" or "lpt") stem = stem.Length > 0 && char.IsAsciiDigit(stem[0]) ? stem[1..] : "x";
        return stem.Length == 0 || stem[0] == '.';
    }
}
