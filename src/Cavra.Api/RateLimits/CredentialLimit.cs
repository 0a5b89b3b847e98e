using Cavra.Api.Operations;
using Cavra.Api.Security;
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
            var credential = call.Caller.Actor.Credential;
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

/// <summary>Limits how often an address calls, before anything is done for it.</summary>
internal sealed class AddressLimit(RequestDelegate next, RateLimiters limiters)
{
    public Task InvokeAsync(HttpContext http)
    {
        // What monitoring asks on its own addresses and what others ask on theirs cost each other nothing.
        // Health is asked for by machines that take no answer for a death, so others' calls cost it nothing.
        var buckets = OpenEndpoints.Include(http) ? limiters.Open : limiters.Address;
        var address = http.GetEndpoint()?.Metadata.GetMetadata<IsAskedByMonitoring>() is null
            ? CallerAddress.Of(http)
            : $"monitoring {CallerAddress.Of(http)}";
        return buckets.TryTake(address) ? next(http) : buckets.RefuseAsync(http, address);
    }
}
