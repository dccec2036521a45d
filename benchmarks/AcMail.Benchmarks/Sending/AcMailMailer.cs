using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Benchmarks.Sending;

/// <summary>AcMail as an application uses it: every message is durable in the outbox before it goes out.</summary>
sealed class AcMailMailer : IMailer
{
    readonly ServiceProvider _services;
    readonly IMailSender _sender;
    readonly SampleText _text;

    public AcMailMailer(SendTarget target, SampleText text)
    {
        _text = text;
        var services = new ServiceCollection();
        services.AddAcMail()
            .UseSqlite(o => o.Directory = target.Directory)
            .AddImapAccount("bench", o =>
            {
                o.EmailAddress = target.Sender;
                o.Password = target.Password;
                o.Incoming = Endpoint(target);
                o.Outgoing = Endpoint(target);
                // The others file no copy either.
                o.Imap.SaveSentCopy = false;
            });
        _services = services.BuildServiceProvider();
        _sender = _services.GetRequiredService<IMailAccountProvider>()["bench"].Sender;
    }

    public async Task SendAsync(int number, CancellationToken cancellationToken)
    {
        var report = await _sender.SendAsync(_text.Message(number), cancellationToken);
        if (report.Outcome != SendOutcome.Accepted) throw new IOException($"Not accepted: {report}");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    static EndpointOptions Endpoint(SendTarget target) => new()
    {
        Host = target.Host, Port = target.Port, UserName = target.UserName, Security = ConnectionSecurity.None, AllowInsecure = true,
    };
}
