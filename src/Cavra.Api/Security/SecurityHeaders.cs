using Microsoft.Net.Http.Headers;

namespace Cavra.Api.Security;

/// <summary>Puts the headers on every answer that keep browsers from doing anything unforeseen with it.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string OneYear = "max-age=31536000";

    public Task InvokeAsync(HttpContext http)
    {
        // As late as can be: a problem document begins by clearing the headers.
        http.Response.OnStarting(static state =>
        {
            Put((HttpContext)state);
            return Task.CompletedTask;
        }, http);
        return next(http);
    }

    private static void Put(HttpContext http)
    {
        var headers = http.Response.Headers;
        var policy = ContentPolicy.Of(http.Request.Path);
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, policy.Directives);
        headers.TryAdd(HeaderNames.CacheControl, "no-store");
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps)
        {
            headers[HeaderNames.StrictTransportSecurity] = OneYear;
        }
    }
}
