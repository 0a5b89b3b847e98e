using Cavra.Api.Security;

namespace Cavra.Api.RateLimits;

/// <summary>Limits how often an address calls, before anything is done for it.</summary>
internal sealed class AddressLimit(RequestDelegate next, RateLimiters limiters)
{
    public Task InvokeAsync(HttpContext http)
    {
        // Health is asked for by machines that take no answer for a death, so others' calls cost it nothing.
        var buckets = OpenEndpoints.Include(http) ? limiters.Open : limiters.Address;
        var address = CallerAddress.Of(http);
        return buckets.TryTake(address) ? next(http) : buckets.RefuseAsync(http, address);
    }
}
