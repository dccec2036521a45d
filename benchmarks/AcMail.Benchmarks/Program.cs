using System.CommandLine;
using AcMail.Benchmarks.Generation;
using AcMail.Benchmarks.Sending;

var root = new RootCommand("Makes test mailboxes and measures sending.") { GenerateCommand.Create(), SendCommand.Create() };
return await root.Parse(args).InvokeAsync();
