using System.Text.Encodings.Web;
using Cavra.Api.Problems;
using Cavra.Api.RateLimits;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Access.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cavra.Api.Security;

/// <summary>Authenticates by a token of one of the issuers that are believed. Whatever is wrong with it, the caller is told the same.</summary>
internal sealed partial class TokenAuthentication(
    IssuerDirectory issuers, TokenRules rules, ICallerDirectory callers, CredentialAttempts attempts, Call call, ILoggerFactory loggers,
    ILogger<TokenAuthentication> logger)
{
    /// <summary>The longest token that is looked at; more does not fit into the headers.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>Whether what is presented has the form of a token: three parts with dots between them.</summary>
    public static bool IsToken(string presented) => presented.Length is > 2 and <= MaxLength && presented.AsSpan().Count('.') == 2;

    /// <summary>Sets the caller; else tells why not.</summary>
    public async Task<HttpRefusal?> AuthenticateAsync(HttpContext http, string token)
    {
        // Only to know whom to ask: nothing that it says counts before its signature was checked.
        var (identifier, subject, keyId) = Unchecked(token);

        // Tokens are renewed all the time, so it is their holder that was let in here before.
        var holderSays = $"{identifier} {subject}";
        if (!attempts.MayTry(http, holderSays))
        {
            return HttpRefusals.TooManyRequests;
        }

        if (identifier is null || issuers.Of(identifier) is not { } issuer)
        {
            return Refused(http, token, "none of the issuers that are believed", null);
        }

        if (await issuer.Keys.FindAsync(keyId, http.RequestAborted) is null)
        {
            return HttpRefusals.IssuerAway;
        }

        var checkedToken = await CheckAsync(http, issuer);
        if (checkedToken.Principal is not { } principal)
        {
            return Refused(http, token, issuer.Issuer.Name, WhyNot(checkedToken.Failure));
        }

        var holder = issuer.Issuer.Read(TokenRules.ClaimsOf(principal));
        var caller = holder.Refusal is null ? await callers.OfTokenAsync(holder.Value, http.RequestAborted) : null;
        if (caller is null)
        {
            attempts.Failed(http, token);
            LogRefused(issuer.Issuer.Name, holder.Refusal is null ? "its workspace is not there" : "no rule gives it a role");
            return HttpRefusals.NoRole;
        }

        attempts.Accepted(http, holderSays);
        call.Caller = caller;
        return null;
    }

    private async Task<AuthenticateResult> CheckAsync(HttpContext http, KnownIssuer issuer)
    {
        var handler = new JwtBearerHandler(rules.For(issuer), loggers, UrlEncoder.Default);
        await handler.InitializeAsync(new AuthenticationScheme(issuer.Issuer.Name, displayName: null, typeof(JwtBearerHandler)), http);
        return await handler.AuthenticateAsync();
    }

    private HttpRefusal Refused(HttpContext http, string token, string issuer, string? why)
    {
        attempts.Failed(http, token);
        LogRefused(issuer, why ?? "its issuer is not known here");
        return HttpRefusals.NotAuthenticated;
    }

    private static (string? Issuer, string? Subject, string? KeyId) Unchecked(string token)
    {
        try
        {
            var read = new JsonWebToken(token);
            return (read.Issuer, read.Subject, read.Kid is { Length: > 0 } keyId ? keyId : null);
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or FormatException)
        {
            return (null, null, null);
        }
    }

    // By its type: a message may quote the token.
    internal static string WhyNot(Exception? failure) => failure switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException => "it has expired, is not yet valid, or has no end",
        SecurityTokenInvalidAudienceException => "it is for another audience",
        SecurityTokenInvalidIssuerException => "it is another issuer's",
        SecurityTokenInvalidAlgorithmException => "it is signed by an algorithm that is not allowed",
        SecurityTokenInvalidTypeException => "it is of another type",
        SecurityTokenSignatureKeyNotFoundException => "its issuer does not publish the key",
        SecurityTokenInvalidSignatureException => "its signature is not right, or there is none",
        _ => "it is not well-formed",
    };

    [LoggerMessage(LogLevel.Warning, "A token was refused ({Issuer}): {Why}.")]
    private partial void LogRefused(string issuer, string why);
}
