using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cavra.Domain.Access.Tokens;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>Somebody whose tokens are believed, as configured.</summary>
/// <param name="Issuer">Who it is, and what its claims mean here.</param>
/// <param name="Algorithms">How its tokens may be signed.</param>
/// <param name="Authorities">Whom its certificate must come from; the machine's authorities where none is given.</param>
/// <param name="AllowNetworks">Private networks in which it may be.</param>
/// <param name="SignIn">How the console signs people in with it; null where it does not.</param>
internal sealed record IssuerDefinition(
    TokenIssuer Issuer, IReadOnlyList<string> Algorithms, X509Certificate2Collection Authorities, IReadOnlyList<IPNetwork> AllowNetworks,
    SignInClient? SignIn)
{
    /// <summary>Where it is and by which way it is reached: what has been fetched there is good for a definition that says the same.</summary>
    public string Reach => string.Join('|', [Issuer.Authority, .. AllowNetworks, .. Authorities.Select(authority => authority.Thumbprint)]);
}

/// <summary>Cavra's console as a client of an issuer.</summary>
/// <param name="ClientId">Its name there.</param>
/// <param name="Secret">What proves it; null for a public client, for which PKCE alone does.</param>
/// <param name="Scopes">What is asked for.</param>
internal sealed record SignInClient(string ClientId, Secret? Secret, IReadOnlyList<string> Scopes);

/// <summary>How tokens may be signed: always so that who checks can't sign.</summary>
internal static class TokenAlgorithms
{
    public static IReadOnlyList<string> All { get; } = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
}
