using System.Diagnostics;
using Cavra.Application.Operations;
using Cavra.Domain.Abstractions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Cavra.Application.Pipeline;

/// <summary>Measures and logs how long a request took: its type's name and the outcome's code, nothing of its content.</summary>
internal sealed partial class TimingBehavior<TRequest, TResponse>(
    ILogger<TimingBehavior<TRequest, TResponse>> logger, CavraMetrics metrics, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : class, IRefusable<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = clock.GetTimestamp();
        var outcome = "faulted";
        using var activity = Telemetry.Source.StartActivity(typeof(TRequest).Name);
        try
        {
            var response = await next();
            outcome = response.Refusal?.Code ?? "done";
            return response;
        }
        finally
        {
            var elapsed = clock.GetElapsedTime(started);
            activity?.SetTag("cavra.outcome", outcome);
            metrics.RequestEnded(typeof(TRequest).Name, outcome, elapsed);
            Finished(logger, typeof(TRequest).Name, outcome, elapsed.TotalMilliseconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Request} {Outcome} in {Milliseconds:F1} ms")]
    private static partial void Finished(ILogger logger, string request, string outcome, double milliseconds);
}

/// <summary>What is traced. Spans hold Cavra's own words only; what is counted is in <see cref="Operations.CavraMetrics"/>.</summary>
public static class Telemetry
{
    public const string Name = "Cavra";

    public static ActivitySource Source { get; } = new(Name);
}
