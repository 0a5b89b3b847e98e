namespace Cavra.Api.RateLimits;

/// <summary>Limits how often an address calls, before anything is done for it.</summary>
internal sealed class AddressLimit(RequestDelegate next, RateLimiters limiters)
{
    public Task InvokeAsync(HttpContext http)
    {
        var address = CallerAddress.Of(http);
        return limiters.Address.TryTake(address) ? next(http) : limiters.Address.RefuseAsync(http, address);
    }
}
