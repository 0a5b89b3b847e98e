using System.Diagnostics;
using Cavra.Application.Access;

namespace Cavra.Api.Security;

/// <summary>Gives every request an id of Cavra's own, which the answer and the evidence both carry.</summary>
internal sealed class CallTracing(RequestDelegate next, TimeProvider clock)
{
    public Task InvokeAsync(HttpContext http, Call call)
    {
        call.RequestId = $"req-{Guid.CreateVersion7(clock.GetUtcNow()):N}";
        call.TraceId = Activity.Current?.TraceId.ToString() ?? "";
        http.Response.OnStarting(() =>
        {
            http.Response.Headers["X-Request-Id"] = call.RequestId;
            return Task.CompletedTask;
        });
        return next(http);
    }
}
