namespace Cavra.Api.Security;

/// <summary>The cookie that a browser presents its session with. No script can read it, and no other site's page sends it.</summary>
internal static class SessionCookie
{
    public const string Name = "cavra_session";

    public static string? Of(HttpRequest request) => request.Cookies[Name];

    public static void Set(HttpContext http, string token, TimeSpan lasts)
    {
        var options = OptionsFor(http);
        options.MaxAge = lasts;
        http.Response.Cookies.Append(Name, token, options);
    }

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, OptionsFor(http));

    // Without TLS a browser would not send a secure cookie back; that is for this machine and for a gateway's inner side.
    private static CookieOptions OptionsFor(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = http.Request.PathBase.HasValue ? http.Request.PathBase.Value : "/",
    };
}
