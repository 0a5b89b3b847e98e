using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>Tells which issuers can be asked for what they say of themselves and for their keys, through the guard that every request to them passes.</summary>
public static class IssuerReach
{
    /// <summary>Asks every issuer that is configured, all at once.</summary>
    public static async Task<IReadOnlyList<IssuerReachResult>> LookAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        await Task.WhenAll(services.GetRequiredService<IssuerDirectory>().All.Select(issuer => LookAsync(issuer, cancellationToken)));

    private static async Task<IssuerReachResult> LookAsync(KnownIssuer issuer, CancellationToken cancellationToken)
    {
        var (name, authority) = (issuer.Issuer.Name, issuer.Issuer.Authority.TrimEnd('/'));
        try
        {
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(
                $"{authority}/.well-known/openid-configuration", new IssuerDocuments(issuer.Http), cancellationToken);
            return new IssuerReachResult(name, found.Issuer?.TrimEnd('/') != authority ? "its discovery document names another issuer"
                : found.SigningKeys.Count == 0 ? "it publishes no keys to sign with"
                : null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new IssuerReachResult(name, IssuerDocuments.FailureOf(exception));
        }
    }
}

/// <summary>How an issuer was found.</summary>
/// <param name="Name">Its name in the identity file.</param>
/// <param name="Problem">Why its tokens could not be checked now; null when they could.</param>
public sealed record IssuerReachResult(string Name, string? Problem);
