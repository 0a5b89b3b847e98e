using System.Globalization;
using System.Security.Claims;
using Cavra.Api.Problems;
using Cavra.Api.RateLimits;
using Cavra.Api.Security;
using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Access.Tokens;

namespace Cavra.Api.Access;

/// <summary>Lets somebody in who presents a one-time link or a key: limited as every credential is, and refused alike whatever is wrong.</summary>
internal sealed class SignInService(
    ICallerDirectory callers, ISessionDirectory sessions, CredentialAttempts attempts, IDispatcher dispatcher, Call call, TimeProvider clock)
{
    /// <summary>Opens the session and sets the cookie; null after a problem was written.</summary>
    public async Task<SessionView?> SignInAsync(HttpContext http, string? oneTime, string? apiKey)
    {
        var presented = oneTime ?? apiKey ?? "";
        if (!attempts.MayTry(http, presented))
        {
            await attempts.RefuseAsync(http);
            return null;
        }

        var command = oneTime is null ? await ByKeyAsync(http, presented) : await ByLinkAsync(http, presented);
        if (command is null || await OpenAsync(http, command) is not { } session)
        {
            attempts.Failed(http, presented);
            await HttpRefusals.NotAuthenticated.WriteAsync(http);
            return null;
        }

        return session;
    }

    /// <summary>Opens the session of whoever an issuer vouches for, until it does no longer; false where they have no role here.</summary>
    public async Task<bool> SignInAsync(HttpContext http, TokenIssuer issuer, ClaimsPrincipal principal)
    {
        var claims = TokenRules.ClaimsOf(principal);
        var holder = issuer.Read(claims);
        if (holder.Refusal is not null || !long.TryParse(claims.One("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || expires <= clock.GetUtcNow().ToUnixTimeSeconds()
            || await callers.OfTokenAsync(holder.Value, http.RequestAborted) is not { } caller)
        {
            return false;
        }

        call.Caller = caller;
        return await OpenAsync(http, new SignIn(LinkId: null, KeyId: null, DateTimeOffset.FromUnixTimeSeconds(expires))) is not null;
    }

    private async Task<SessionView?> OpenAsync(HttpContext http, SignIn command)
    {
        var signedIn = await dispatcher.SendAsync(command, http.RequestAborted);
        if (signedIn is not { Refusal: null, Value: { } opened })
        {
            return null;
        }

        SessionCookie.Set(http, opened.Token, opened.Session.ExpiresAt!.Value - clock.GetUtcNow());
        return opened.Session;
    }

    private async Task<SignIn?> ByKeyAsync(HttpContext http, string presented)
    {
        var caller = await callers.FindAsync(presented, http.Connection.RemoteIpAddress, http.RequestAborted);
        if (caller is null || !KeySecret.TryParse(presented, out var id, out _))
        {
            return null;
        }

        attempts.Accepted(http, presented);
        call.Caller = caller;
        return new SignIn(LinkId: null, id);
    }

    private async Task<SignIn?> ByLinkAsync(HttpContext http, string presented)
    {
        if (await sessions.FindLinkAsync(presented, http.RequestAborted) is not { } holder)
        {
            return null;
        }

        call.Caller = holder.Caller;
        return new SignIn(holder.LinkId, KeyId: null);
    }
}
