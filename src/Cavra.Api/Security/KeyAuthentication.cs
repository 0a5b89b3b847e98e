using System.Security.Claims;
using System.Text.Encodings.Web;
using Cavra.Api.Problems;
using Cavra.Api.RateLimits;
using Cavra.Api.WebConsole;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Cavra.Api.Security;

/// <summary>
/// Authenticates by API key, from <c>Authorization: Bearer</c> or <c>X-Api-Key</c>, or by the token of an issuer in the former; where
/// there is neither, by the console's cookie.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ICallerDirectory callers,
    TokenAuthentication tokens, SessionAuthentication sessions, CredentialAttempts attempts, Call call)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    public const string HeaderName = "X-Api-Key";

    private HttpRefusal _refusal = HttpRefusals.NotAuthenticated;

    /// <summary>The key that a request presents; null for none.</summary>
    public static string? Presented(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim()
            : request.Headers.TryGetValue(HeaderName, out var key) ? key.ToString()
            : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Whoever asks whether the process lives is told so, whatever is sent along and even while the database is away.
        if (OpenEndpoints.Include(Context))
        {
            return AuthenticateResult.NoResult();
        }

        var refusal = Presented(Request) is { } presented
            ? await (TokenAuthentication.IsToken(presented) ? tokens.AuthenticateAsync(Context, presented) : ByKeyAsync(presented))
            : SessionCookie.Of(Request) is { } token ? await sessions.AuthenticateAsync(Context, token)
            : HttpRefusals.NotAuthenticated;
        if (refusal is not null)
        {
            _refusal = refusal;
            return AuthenticateResult.Fail(refusal.Detail);
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, call.Caller.Actor.Subject)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_refusal == HttpRefusals.TooManyRequests)
        {
            return attempts.RefuseAsync(Context);
        }

        if (_refusal == HttpRefusals.SessionEnded)
        {
            SessionCookie.Clear(Context);
        }

        return IsForPeople.Asks(Context) ? SignInPageAsync() : _refusal.WriteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.WriteAsync(Context, AccessRefusals.Forbidden);

    private Task SignInPageAsync()
    {
        (Response.StatusCode, Response.Headers.WWWAuthenticate) = (StatusCodes.Status401Unauthorized, "Bearer");
        return ConsolePages.WritePageAsync(Context);
    }

    private async Task<HttpRefusal?> ByKeyAsync(string presented)
    {
        if (!attempts.MayTry(Context, presented))
        {
            return HttpRefusals.TooManyRequests;
        }

        var caller = await callers.FindAsync(presented, Context.Connection.RemoteIpAddress, Context.RequestAborted);
        if (caller is null)
        {
            attempts.Failed(Context, presented);
            return HttpRefusals.NotAuthenticated;
        }

        attempts.Accepted(Context, presented);
        call.Caller = caller;
        return null;
    }
}
