using System.Text.Json;

namespace AcMail.Cli;

static class Names
{
    /// <summary>A value's name as JSON has it: <c>BadCredentials</c> is <c>badCredentials</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
