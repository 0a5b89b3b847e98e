using Microsoft.Net.Http.Headers;

namespace Cavra.Api.Security;

/// <summary>Whether a request comes from a page of Cavra's own, by what the browser says of it and no page can change.</summary>
internal static class SameOrigin
{
    private const string FetchSite = "Sec-Fetch-Site";

    private const string Same = "same-origin";

    /// <summary>Whether it changes nothing, or comes from an own page beyond doubt.</summary>
    public static bool MayActBySession(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
        || (request.Headers.TryGetValue(FetchSite, out var site) ? site == Same : request.Headers.Origin == OriginOf(request));

    /// <summary>
    /// Whether it may sign in: not from somebody else's page, which could sign a visitor in as somebody of its own choosing.
    /// Programs that are no browsers say nothing of an origin.
    /// </summary>
    public static bool MaySignIn(HttpRequest request) =>
        request.Headers.TryGetValue(FetchSite, out var site) && site != "none"
            ? site == Same
            : !request.Headers.TryGetValue(HeaderNames.Origin, out var origin) || origin == OriginOf(request);

    private static string OriginOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
