using Cavra.Api.Problems;
using Cavra.Api.RateLimits;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Access.Identity;
using Microsoft.Net.Http.Headers;

namespace Cavra.Api.Security;

/// <summary>Authenticates by the console's cookie.</summary>
internal sealed class SessionAuthentication(ISessionDirectory sessions, IssuerDirectory issuers, CredentialAttempts attempts, Call call)
{
    /// <summary>Set by a page that refreshes itself: nobody is active, and the session lasts no longer for it.</summary>
    public const string BackgroundHeader = "Cavra-Background";

    /// <summary>Sets the caller; else tells why not.</summary>
    public async Task<HttpRefusal?> AuthenticateAsync(HttpContext http, string token)
    {
        // Before anything is looked up: such a request changes nothing, not even how long the session lasts.
        if (!SameOrigin.MayActBySession(http.Request))
        {
            return HttpRefusals.CrossOrigin;
        }

        if (!attempts.MayTry(http, token))
        {
            return HttpRefusals.TooManyRequests;
        }

        var isActivity = http.Request.Headers[BackgroundHeader] != "1" && http.GetEndpoint()?.Metadata.GetMetadata<IsNoActivity>() is null;
        var presented = await sessions.FindAsync(token, http.Connection.RemoteIpAddress, isActivity, http.RequestAborted);
        if (presented.Holder is null)
        {
            // One that has ended was no guess.
            if (!presented.IsKnown)
            {
                attempts.Failed(http, token);
            }

            return HttpRefusals.SessionEnded;
        }

        // Whoever is not believed any more vouches for nobody.
        if (presented.Holder.Actor is { IsVouchedForOutside: true, Issuer: var issuer } && issuers.Of(issuer) is null)
        {
            return HttpRefusals.SessionEnded;
        }

        attempts.Accepted(http, token);
        (call.Caller, call.Session) = (presented.Holder, presented.Standing);
        return null;
    }
}

/// <summary>Metadata: calling the endpoint shows nobody's presence, so that a session lasts no longer for it.</summary>
internal sealed record IsNoActivity;

/// <summary>Marks what people open in a browser: whoever must sign in first is shown where, instead of a problem document.</summary>
internal sealed class IsForPeople
{
    /// <summary>Whether a browser asks for such a page.</summary>
    public static bool Asks(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IsForPeople>() is not null
        && http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}

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
