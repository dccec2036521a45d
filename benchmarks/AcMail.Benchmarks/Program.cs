using System.CommandLine;
using AcMail.Benchmarks.Distance;
using AcMail.Benchmarks.Generation;
using AcMail.Benchmarks.Reading;
using AcMail.Benchmarks.Searching;
using AcMail.Benchmarks.Sending;
using AcMail.Benchmarks.Testing;
using AcMail.Benchmarks.Watching;
using AcMail.Benchmarks.Watching.Recovery;

var root = new RootCommand("Makes test mailboxes, and measures reading, searching, sending, watching and the in-process server.")
{
    GenerateCommand.Create(), ReadCommand.Create(), SendCommand.Create(), DistanceCommand.Create(), TestingCommand.Create(), ServeCommand.Create(),
    MemoryCommand.Create(), LatencyCommand.Create(), RecoveryCommand.Create(), SearchCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
