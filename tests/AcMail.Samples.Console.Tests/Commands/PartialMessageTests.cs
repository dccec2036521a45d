using System.Text.Json.Nodes;
using AcMail.Cli.Tests.Support;

namespace AcMail.Cli.Tests.Commands;

public sealed class PartialMessageTests
{
    [Fact]
    public async Task A_message_of_which_only_the_header_is_held_is_listed_as_such_until_it_is_shown()
    {
        await using var acmail = new AcMailProgram(MailProtocol.Pop3);
        acmail.Use(MailProtocol.Pop3, new() { ["MaximumDownloadSize"] = 10 });
        acmail.Deliver("a");
        await acmail.RunAsync("sync");
        (await Only("list", "pro"))["isPartial"].ShouldNotBeNull().GetValue<bool>().ShouldBeTrue();
        (await Only("search", "pro", "a"))["isPartial"].ShouldNotBeNull().GetValue<bool>().ShouldBeTrue();

        var shown = await acmail.RunAsync("show", "pro", $"{await acmail.IdAsync("a")}");

        shown["text"]!.GetValue<string>().ShouldStartWith("a");
        shown["isPartial"].ShouldBeNull();
        (await Only("list", "pro"))["isPartial"].ShouldBeNull();

        async Task<JsonNode> Only(params string[] arguments) => (await acmail.RunAsync(arguments)).AsArray().ShouldHaveSingleItem()!;
    }
}
