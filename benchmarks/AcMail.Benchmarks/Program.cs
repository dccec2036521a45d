using System.CommandLine;
using AcMail.Benchmarks.Generation;
using AcMail.Benchmarks.Maildrop;
using AcMail.Benchmarks.Sending;

var root = new RootCommand("Makes test mailboxes, and measures sending and the cost of distance.")
{
    GenerateCommand.Create(), SendCommand.Create(), LatencyCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
