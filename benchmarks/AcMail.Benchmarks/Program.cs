using System.CommandLine;
using AcMail.Benchmarks.Generation;
using AcMail.Benchmarks.Sending;
using AcMail.Benchmarks.Testing;

var root = new RootCommand("Makes test mailboxes, and measures sending and the in-process server.")
{
    GenerateCommand.Create(), SendCommand.Create(), TestingCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
