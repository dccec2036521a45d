using Polly;
using Polly.Retry;

namespace AcMail;

/// <summary>What is tried again while a connection is opened, and for how long.</summary>
static class ConnectionPipeline
{
    public static ResiliencePipeline Create(TimeProvider timeProvider) =>
        new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddTimeout(ConnectionLimits.Open)
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = args => new(args.Outcome.Exception is ConnectException failed && IsWorthRetrying(failed, args.AttemptNumber)),
                MaxRetryAttempts = ConnectionLimits.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = ConnectionLimits.RetryDelay,
                UseJitter = true,
            })
            .Build();

    /// <summary>A secret that may have reached the server is only repeated where the server said that it did not judge it.</summary>
    static bool IsWorthRetrying(ConnectException failed, int attempt) => failed.Failure.Kind switch
    {
        MailErrorKind.ConnectionRefused => attempt == 0,
        MailErrorKind.AuthenticationUnavailable or MailErrorKind.MailboxInUse => failed.Failure.ServerReply is not null,
        _ => failed.Failure.IsTransient && failed.Stage == ConnectionStage.Connect,
    };
}
