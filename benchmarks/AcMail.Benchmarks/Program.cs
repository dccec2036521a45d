using System.CommandLine;
using AcMail.Benchmarks.Distance;
using AcMail.Benchmarks.Generation;
using AcMail.Benchmarks.Reading;
using AcMail.Benchmarks.Sending;
using AcMail.Benchmarks.Testing;

var root = new RootCommand("Makes test mailboxes, and measures reading, sending and the in-process server.")
{
    GenerateCommand.Create(), ReadCommand.Create(), SendCommand.Create(), DistanceCommand.Create(), TestingCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
