using Cavra.Api.Problems;
using Cavra.Api.RateLimits;
using Cavra.Api.Security;
using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;

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
        var signedIn = command is null ? null : await dispatcher.SendAsync(command, http.RequestAborted);
        if (signedIn is not { Refusal: null, Value: { } opened })
        {
            attempts.Failed(http, presented);
            await HttpRefusals.NotAuthenticated.WriteAsync(http);
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
