using Spectre.Console;

namespace AcMail.Cli;

/// <summary>Tables for people. Without a terminal they are plain columns, as wide as they need to be.</summary>
static class Tables
{
    public static void Write(string[] columns, IEnumerable<string[]> rows)
    {
        using var plain = new StringWriter();
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.IsOutputRedirected ? plain : Console.Out) });
        if (Console.IsOutputRedirected) console.Profile.Width = 4096;
        var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column)));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(Terminal.Harmless(cell))));
        console.Write(table);
        foreach (var line in plain.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)) Console.Out.WriteLine(line.TrimEnd());
    }
}
