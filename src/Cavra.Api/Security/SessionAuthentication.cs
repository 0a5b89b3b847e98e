using Cavra.Api.Problems;
using Cavra.Api.RateLimits;
using Cavra.Application.Access;
using Cavra.Application.Ports;

namespace Cavra.Api.Security;

/// <summary>Authenticates by the console's cookie.</summary>
internal sealed class SessionAuthentication(ISessionDirectory sessions, CredentialAttempts attempts, Call call)
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

        attempts.Accepted(http, token);
        (call.Caller, call.Session) = (presented.Holder, presented.Standing);
        return null;
    }
}
