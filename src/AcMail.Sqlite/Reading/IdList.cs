using System.Globalization;

namespace AcMail.Sqlite;

/// <summary>Ids as one parameter, for <c>json_each</c>: so they are read in one state, however many they are.</summary>
static class IdList
{
    public static string Write(IEnumerable<long> ids) => $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]";
}
