using System.CommandLine;
using AcMail.Benchmarks.Generation;
using AcMail.Benchmarks.Maildrop;
using AcMail.Benchmarks.Sending;
using AcMail.Benchmarks.Testing;

var root = new RootCommand("Makes test mailboxes, and measures sending, the cost of distance, and the in-process server.")
{
    GenerateCommand.Create(), SendCommand.Create(), LatencyCommand.Create(), TestingCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
