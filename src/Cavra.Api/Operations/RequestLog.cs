using Cavra.Application.Access;
using Microsoft.AspNetCore.Diagnostics;

namespace Cavra.Api.Operations;

/// <summary>
/// One line of the log for each request of the API, once it is over. It holds Cavra's own words and ids alone: the template of a route
/// and never a path, a query or a header, which hold what somebody typed.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ILoggerFactory loggers, TimeProvider clock)
{
    /// <summary>The category to switch it off by. Without dots, which a variable of the environment can't have everywhere.</summary>
    public const string Category = "Requests";

    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Options, HttpMethods.Patch,
    };

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public async Task InvokeAsync(HttpContext http, Call call)
    {
        var begun = clock.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            Write(http, call, clock.GetElapsedTime(begun));
        }
    }

    private void Write(HttpContext http, Call call, TimeSpan took)
    {
        // After a fault the endpoint is known to what has caught it only.
        var endpoint = http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var status = http.Response.StatusCode;
        var level = endpoint?.Metadata.GetMetadata<IsRoutine>() is not null ? LogLevel.Debug
            : status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning
            : LogLevel.Information;
        var (credential, workspace) = call.HasCaller ? (call.Caller.Actor.Subject, call.Workspace.ToString()) : ("anonymous", "none");
        Finished(
            _logger, level, Methods.Contains(http.Request.Method) ? http.Request.Method : "other",
            (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "no route", status, (long)took.TotalMilliseconds, call.RequestId, call.TraceId,
            credential, workspace);
    }

    [LoggerMessage(Message =
        "{Method} {Route} {Status} in {Milliseconds} ms (request {RequestId}, trace {TraceId}, credential {Credential}, workspace {Workspace})")]
    private static partial void Finished(
        ILogger logger, LogLevel level, string method, string route, int status, long milliseconds, string requestId, string traceId,
        string credential, string workspace);
}

/// <summary>Metadata: the endpoint is asked so often, and says so little, that its requests are lines for a search of faults only.</summary>
internal sealed record IsRoutine;
