using System.CommandLine;
using AcMail.Benchmarks.Generation;

var root = new RootCommand("Makes test mailboxes and measures sending.") { GenerateCommand.Create() };
return await root.Parse(args).InvokeAsync();
