using AcMail.QuickStart;
using Spectre.Console;

Language.Apply();
if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 1000;
return await Tour.RunAsync(AnsiConsole.Console);
