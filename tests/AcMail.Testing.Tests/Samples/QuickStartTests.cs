using System.Globalization;
using AcMail.QuickStart;
using Spectre.Console;

namespace AcMail.Testing.Tests.Samples;

public sealed class QuickStartTests
{
    [Theory]
    [InlineData("", "messages held locally: 586", "Done in")]
    [InlineData("fr", "messages présents localement: 586", "Terminé en")]
    public async Task The_quick_start_tells_its_story_and_all_its_checks_hold(string culture, string figure, string end)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        await using var told = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(told) });
        console.Profile.Width = 1000;
        var result = await Tour.RunAsync(console);
        told.ToString().ShouldNotContain("✗");
        told.ToString().ShouldContain(figure);
        told.ToString().ShouldContain("   … ");
        told.ToString().ShouldContain(end);
        result.ShouldBe(0);
    }

    [Fact]
    public void A_check_that_does_not_hold_makes_it_fail()
    {
        using var told = new StringWriter();
        var report = new Report(AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(told) }));
        report.Check("apples", 3, 3);
        report.HasFailed.ShouldBeFalse();
        report.Check("pears", 3, 4);
        report.HasFailed.ShouldBeTrue();
        told.ToString().ShouldContain("✗ pears: 3, and not 4");
    }
}
