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

/// <summary>What the log says of a fault: types and frames, and never a message, which may quote what was sent.</summary>
internal static class FaultText
{
    private const int MaxFrames = 20;

    private const int MaxLength = 4_000;

    private const int MaxCauses = 4;

    private const string OfCavra = "at Cavra.";

    /// <summary>The exception's type and those of what caused it.</summary>
    public static string TypesOf(Exception exception)
    {
        var types = new List<string>();
        for (var cause = exception; cause is not null && types.Count < MaxCauses; cause = cause.InnerException)
        {
            types.Add(cause.GetType().FullName ?? "");
        }

        return string.Join(" by ", types);
    }

    /// <summary>Where it happened: the frames of Cavra's own code before all others, as many as can be read at a glance.</summary>
    public static string FramesOf(string? stackTrace)
    {
        var frames = (stackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("at ", StringComparison.Ordinal))
            .OrderBy(frame => frame.StartsWith(OfCavra, StringComparison.Ordinal) ? 0 : 1)
            .ToList();
        var (shown, length) = (new List<string>(), 0);
        foreach (var frame in frames.Take(MaxFrames).TakeWhile(frame => (length += frame.Length + 1) <= MaxLength))
        {
            shown.Add(frame);
        }

        return string.Join('\n', shown.Count < frames.Count ? [.. shown, $"and {frames.Count - shown.Count} more frames"] : shown);
    }
}
