using System.Runtime.CompilerServices;
using System.Security.Claims;
using Cavra.Domain.Access.Tokens;
using Cavra.Infrastructure.Access.Identity;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cavra.Api.Security;

/// <summary>What must be true of a token, issuer by issuer, as the framework's checking takes it.</summary>
internal sealed class TokenRules(TimeProvider clock)
{
    private static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt"];

    private readonly ConditionalWeakTable<KnownIssuer, FixedOptions<JwtBearerOptions>> _options = [];

    /// <summary>The rules for tokens of an issuer.</summary>
    public IOptionsMonitor<JwtBearerOptions> For(KnownIssuer issuer) => _options.GetValue(issuer, Build);

    /// <summary>What is checked of whatever an issuer signs.</summary>
    /// <param name="issuer">Who must have signed it.</param>
    /// <param name="audience">Whom it must be for.</param>
    public TokenValidationParameters Parameters(KnownIssuer issuer, string audience) => new()
    {
        ValidAudience = audience,
        ValidAlgorithms = issuer.Algorithms,
        RequireSignedTokens = true,
        LifetimeValidator = (notBefore, expires, _, _) => TokenLifetime.Includes(Utc(notBefore), Utc(expires), clock.GetUtcNow()),
        // A token that says it is something else was made to be read by somebody else.
        TypeValidator = static (type, _, _) => string.IsNullOrEmpty(type) || Types.Contains(type, StringComparer.OrdinalIgnoreCase)
            ? type
            : throw new SecurityTokenInvalidTypeException(),
    };

    /// <summary>What a token that was checked says of its holder.</summary>
    public static TokenClaims ClaimsOf(ClaimsPrincipal principal) =>
        new(principal.Claims.Select(claim => KeyValuePair.Create(claim.Type, claim.Value)));

    private FixedOptions<JwtBearerOptions> Build(KnownIssuer issuer)
    {
        var options = new JwtBearerOptions
        {
            ConfigurationManager = issuer.Keys,
            RefreshOnIssuerKeyNotFound = false,
            SaveToken = false,
            TimeProvider = clock,
            TokenValidationParameters = Parameters(issuer, issuer.Issuer.Audience),
        };
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = TokenAuthentication.MaxLength });
        return new FixedOptions<JwtBearerOptions>(options);
    }

    private static DateTimeOffset? Utc(DateTime? instant) =>
        instant is { } given ? new DateTimeOffset(DateTime.SpecifyKind(given, DateTimeKind.Utc)) : null;
}
