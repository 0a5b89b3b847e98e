using System.Diagnostics;
using Cavra.Infrastructure.Persistence;
using Microsoft.AspNetCore.Diagnostics;

namespace Cavra.Api.Problems;

/// <summary>Answers what went wrong by exception: a database that is away with 503, everything else with a bare 500.</summary>
internal sealed partial class Faults(ILogger<Faults> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                return true;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                await HttpRefusals.BodyTooLarge.WriteAsync(httpContext);
                return true;
            case BadHttpRequestException:
                await HttpRefusals.Malformed.WriteAsync(httpContext);
                return true;
            case var away when DatabaseAway.Is(away):
                Away(logger);
                await HttpRefusals.DatabaseAway.WriteAsync(httpContext);
                return true;
            default:
                // Never the message: it may quote what was sent.
                var trace = Activity.Current?.TraceId.ToString() ?? "";
                Fault(logger, trace, FaultText.TypesOf(exception), FaultText.FramesOf(exception.StackTrace));
                await HttpRefusals.Fault.WriteAsync(httpContext);
                return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away; the request was answered with 503")]
    private static partial void Away(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request met a fault (trace {TraceId}): {Type}\n{Stack}")]
    private static partial void Fault(ILogger logger, string traceId, string type, string stack);
}
