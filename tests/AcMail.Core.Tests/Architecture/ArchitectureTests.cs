using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AcMail.Sqlite;

namespace AcMail.Core.Tests.Architecture;

public sealed class ArchitectureTests
{
    static readonly Assembly[] Shipped = [typeof(IMailAccount).Assembly, typeof(SqliteStoreOptions).Assembly];

    [Fact]
    public void No_source_file_is_over_400_lines_and_half_are_short()
    {
        var lengths = SourceFiles().Select(f => (File: f, Lines: File.ReadLines(f).Count())).OrderBy(f => f.Lines).ToList();
        lengths.Where(f => f.Lines > 400).ShouldBeEmpty();
        lengths[lengths.Count / 2].Lines.ShouldBeLessThanOrEqualTo(50);
        lengths[lengths.Count * 9 / 10].Lines.ShouldBeLessThanOrEqualTo(130);
    }

    [Fact]
    public void Planners_and_machines_are_pure()
    {
        var pure = Shipped.SelectMany(a => a.GetTypes()).Where(t => t.Name.EndsWith("Planner", StringComparison.Ordinal) || t.Name.EndsWith("Machine", StringComparison.Ordinal));
        foreach (var type in pure)
        {
            (type.IsAbstract && type.IsSealed).ShouldBeTrue($"{type} is static");
            foreach (var method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                method.GetCustomAttribute<AsyncStateMachineAttribute>().ShouldBeNull($"{type}.{method.Name} is not async");
                typeof(Task).IsAssignableFrom(method.ReturnType).ShouldBeFalse($"{type}.{method.Name}");
                method.GetParameters().Select(p => p.ParameterType.FullName ?? "").ShouldAllBe(
                    name => !name.Contains("ILogger") && !name.Contains("TimeProvider") && !name.EndsWith("Client") && !name.EndsWith("ImapFolder"));
            }
        }
    }

    [Fact]
    public void What_is_public_is_sealed_or_an_interface_and_what_is_not_public_is_sealed()
    {
        Type[] families = [typeof(MailException), typeof(MailCredential), typeof(AcMail.Storage.StoreChange)];
        var open = Shipped.SelectMany(a => a.GetTypes())
            .Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract && !t.IsDefined(typeof(CompilerGeneratedAttribute)) && !families.Contains(t))
            .Where(t => t.Namespace?.StartsWith("AcMail", StringComparison.Ordinal) == true && !Shipped.SelectMany(a => a.GetTypes()).Any(o => o.BaseType == t));
        open.ShouldBeEmpty();
    }

    [Fact]
    public void Public_interfaces_have_at_most_seven_members() =>
        Shipped.SelectMany(a => a.GetExportedTypes()).Where(t => t.IsInterface)
            .Where(t => t.GetMembers().Count(m => m is not MethodInfo { IsSpecialName: true }) > 7).ShouldBeEmpty();

    [Fact]
    public void A_cancellation_token_comes_last() =>
        Shipped.SelectMany(a => a.GetExportedTypes()).SelectMany(t => t.GetMethods())
            .Where(m => m.GetParameters().SkipLast(1).Any(p => p.ParameterType == typeof(CancellationToken))).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_to_do_in_the_source() =>
        SourceFiles().Where(f => File.ReadAllText(f).Contains("TODO", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Texts_have_one_form_of_the_apostrophe() =>
        SourceFiles().Where(f => File.ReadAllText(f).Contains('\u2019', StringComparison.Ordinal)).ShouldBeEmpty();

    // The compiler lets a method that returns nothing drop what an expression returns: nobody would see it fail.
    [Fact]
    public void A_test_that_is_a_task_returns_it()
    {
        var dropped = new Regex(@"public void \w+\([^)]*\)\s*=>(?:(?!;\n).)*?(?:Sample|Throw)\w*Async\(", RegexOptions.Singleline);
        SourceFiles("tests").Where(f => dropped.IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }

    static IEnumerable<string> SourceFiles(string folder = "src")
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "AcMail.Core.sln"))) root = root.Parent;
        return Directory.EnumerateFiles(Path.Combine(root.FullName, folder), "*.cs", SearchOption.AllDirectories);
    }
}
