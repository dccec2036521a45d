using Microsoft.Extensions.Options;

namespace AcMail.Cli;

/// <summary>Turns what the validation of options found into failures. The texts are in the reader's language already.</summary>
static class SettingsFailure
{
    public static MailFailure From(OptionsValidationException invalid) => Of(string.Join('\n', invalid.Failures));

    public static IReadOnlyList<MailFailure> Each(OptionsValidationException invalid) => [.. invalid.Failures.Select(Of)];

    static MailFailure Of(string text) => new(MailErrorKind.InvalidSettings, new(text, text), new("", ""));
}
