using System.Security.Claims;
using System.Text.Encodings.Web;
using Cavra.Api.Problems;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Cavra.Api.Security;

/// <summary>Authenticates by API key, from <c>Authorization: Bearer</c> or <c>X-Api-Key</c>.</summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ICallerDirectory callers, Call call)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented() is not { } presented)
        {
            return AuthenticateResult.NoResult();
        }

        var caller = await callers.FindAsync(presented, Context.Connection.RemoteIpAddress, Context.RequestAborted);
        if (caller is null)
        {
            return AuthenticateResult.Fail("The credential is not valid here.");
        }

        call.Caller = caller;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, caller.Actor.Subject)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return HttpRefusals.NotAuthenticated.WriteAsync(Context);
    }

    private string? Presented()
    {
        const string Scheme = "Bearer ";
        var authorization = Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim()
            : Request.Headers.TryGetValue("X-Api-Key", out var key) ? key.ToString()
            : null;
    }
}
