using Cavra.Api.Problems;
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

/// <summary>
/// Refuses headers over 16 KiB with a problem document. Kestrel's own limit lies higher, for it can only close the connection
/// with a bare 431.
/// </summary>
internal sealed class HeaderSize(RequestDelegate next)
{
    public const int MaxBytes = 16 * 1024;

    private const int Separators = 4;

    public Task InvokeAsync(HttpContext http)
    {
        var bytes = http.Request.Headers.Sum(header => header.Value.Sum(value => header.Key.Length + (value?.Length ?? 0) + Separators));
        return bytes <= MaxBytes ? next(http) : HttpRefusals.HeadersTooLarge.WriteAsync(http);
    }
}

/// <summary>What a browser may load for an answer.</summary>
/// <param name="Directives">A content security policy.</param>
internal sealed record ContentPolicy(string Directives)
{
    /// <summary>The pages there are; everything else is a document.</summary>
    private static readonly PathString[] PagesAre = ["/swagger"];

    /// <summary>A document is read by programs and loads nothing.</summary>
    public static ContentPolicy Documents { get; } = new("default-src 'none'; frame-ancestors 'none'");

    /// <summary>A page of our own: its scripts and styles come from here, none of them inline.</summary>
    public static ContentPolicy Pages { get; } = new(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    /// <summary>
    /// The console: style elements that its component library adds carry the nonce of the page, new with every answer. Style
    /// attributes are set by script, which the policy of scripts covers.
    /// </summary>
    public static ContentPolicy Console(string nonce) => new(
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'");

    /// <summary>The policy of what is at a path. By path, for a page's files are no endpoints by the time they are sent.</summary>
    public static ContentPolicy Of(PathString path) =>
        Array.Exists(PagesAre, page => path.StartsWithSegments(page, StringComparison.OrdinalIgnoreCase)) ? Pages : Documents;
}
