using System.Security.Claims;
using System.Text.Encodings.Web;
using Cavra.Api.Problems;
using Cavra.Api.RateLimits;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Cavra.Api.Security;

/// <summary>Authenticates by API key, from <c>Authorization: Bearer</c> or <c>X-Api-Key</c>.</summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ICallerDirectory callers,
    CredentialAttempts attempts, Call call)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    public const string HeaderName = "X-Api-Key";

    private bool _tooMany;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Whoever asks whether the process lives is told so, whatever is sent along and even while the database is away.
        if (OpenEndpoints.Include(Context) || Presented() is not { } presented)
        {
            return AuthenticateResult.NoResult();
        }

        if (!attempts.MayTry(Context, presented))
        {
            _tooMany = true;
            return AuthenticateResult.Fail("Too many credentials were not valid.");
        }

        var caller = await callers.FindAsync(presented, Context.Connection.RemoteIpAddress, Context.RequestAborted);
        if (caller is null)
        {
            attempts.Failed(Context, presented);
            return AuthenticateResult.Fail("The credential is not valid here.");
        }

        attempts.Accepted(Context, presented);
        call.Caller = caller;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, caller.Actor.Subject)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_tooMany)
        {
            return attempts.RefuseAsync(Context);
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return HttpRefusals.NotAuthenticated.WriteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.WriteAsync(Context, AccessRefusals.Forbidden);

    private string? Presented()
    {
        const string Scheme = "Bearer ";
        var authorization = Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim()
            : Request.Headers.TryGetValue(HeaderName, out var key) ? key.ToString()
            : null;
    }
}
