using Cavra.Application.Access;

namespace Cavra.Api.RateLimits;

/// <summary>Limits how often a credential reads and writes, wherever it is used from, and tells it what is left.</summary>
internal sealed class CredentialLimit(RequestDelegate next, RateLimiters limiters)
{
    public async Task InvokeAsync(HttpContext http, Call call)
    {
        if (call.HasCaller)
        {
            var buckets = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? limiters.Reads : limiters.Writes;
            var credential = call.Caller.Actor.Subject;
            if (!buckets.TryTake(credential))
            {
                await buckets.RefuseAsync(http, credential);
                return;
            }

            http.Response.OnStarting(() =>
            {
                buckets.Announce(http.Response, credential);
                return Task.CompletedTask;
            });
        }

        await next(http);
    }
}
