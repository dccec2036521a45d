using System.Globalization;
using Spectre.Console;

namespace AcMail.QuickStart;

/// <summary>Tells a person what happens, and keeps in mind whether all went well.</summary>
sealed class Report(IAnsiConsole console)
{
    public bool HasFailed { get; private set; }

    public static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    public static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    public void Chapter(string title)
    {
        console.WriteLine();
        console.Write(new Text($"== {title}\n", new Style(Color.Blue, decoration: Decoration.Bold)));
    }

    public void Line(string text) => console.Write(new Text($"   {text}\n"));

    public void Check(string what, bool isRight)
    {
        HasFailed |= !isRight;
        console.Write(new Text(isRight ? " ✓ " : " ✗ ", new Style(isRight ? Color.Green : Color.Red)));
        console.Write(new Text($"{what}\n"));
    }

    /// <summary>Checks a figure, and shows what it should be where it is not.</summary>
    public void Check(string what, long actual, long expected) =>
        Check($"{what}: {actual}" + (actual == expected ? "" : $", {Language.Say("and not", "et non")} {expected}"), actual == expected);

    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        table.AddColumn(new TableColumn("  "));
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Dim))));
        foreach (var row in rows) table.AddRow(row.Prepend("").Select(cell => new Text(cell)));
        console.Write(table);
    }

    /// <summary>Runs something that tells of its progress: as a bar on a terminal, otherwise in lines.</summary>
    public async Task<T> WithProgressAsync<T>(string what, Func<IProgress<SyncProgress>, Task<T>> work)
    {
        if (!console.Profile.Out.IsTerminal) return await work(new ProgressLines(this));
        var result = default(T);
        await console.Progress().AutoClear(true)
            .StartAsync(async context => result = await work(new ProgressBar(context.AddTask(what), what)));
        return result!;
    }
}
