using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace AcMail.Tests;

public sealed class AcMailTelemetryTests
{
    [Fact]
    public async Task Sending_is_traced_and_counted_without_any_address()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        var spans = new List<Activity>();
        var counted = 0L;
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == AcMailTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                if (Equals(a.GetTagItem("server.port"), smtp.Port)) spans.Add(a);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var meters = new MeterListener { InstrumentPublished = (i, l) => l.EnableMeasurementEvents(i) };
        meters.SetMeasurementEventCallback<long>((i, value, _, _) =>
        {
            if (i.Name == "acmail.messages.submitted") Interlocked.Add(ref counted, value);
        });
        meters.Start();

        await using var store = new MemoryStore();
        await using var sender = new MailSender(
            Some.Account(outgoing: smtp.Endpoint(ServerProtocol.Smtp), saveSentCopy: false), _ => new(store), Some.Connector(), TimeProvider.System, NullLogger.Instance);
        await sender.SendAsync(new([new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], "x", new TextPart("plain") { Text = "x" }), Some.Token);

        spans.Select(s => s.OperationName).ShouldBe(["mail.connect", "mail.submit"]);
        spans.SelectMany(s => s.TagObjects).ShouldAllBe(t => !$"{t.Value}".Contains('@'));
        counted.ShouldBeGreaterThan(0);
    }
}
