using Cavra.Domain.Access;
using Cavra.Domain.Access.Tokens;
using Cavra.Infrastructure.Delivery.Egress;
using Microsoft.Extensions.Configuration;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>One company issuer by two settings, its claims named as Cavra names them.</summary>
internal static class ShortForm
{
    private const string Authority = "CAVRA_OIDC_AUTHORITY";
    private const string Audience = "CAVRA_OIDC_AUDIENCE";

    // Roles by their own names, in the claim of this name.
    private static readonly TokenRule[] Rules =
        [.. Roles.Grantable.Select(role => new TokenRule([new ClaimCondition("cavra_roles", [role])], [role]))];

    /// <summary>The issuer, or what is wrong with the settings; neither where they are not set.</summary>
    public static (IssuerDefinition? Issuer, BadSetting? Problem) Read(IConfiguration configuration)
    {
        var (authority, audience) = (configuration[Authority]?.Trim(), configuration[Audience]?.Trim());
        if (string.IsNullOrEmpty(authority) && string.IsNullOrEmpty(audience))
        {
            return (null, null);
        }

        if (string.IsNullOrEmpty(authority) || string.IsNullOrEmpty(audience))
        {
            return (null, new BadSetting(string.IsNullOrEmpty(authority) ? Authority : Audience, $"must be set, as {(string.IsNullOrEmpty(authority) ? Audience : Authority)} is"));
        }

        if (UrlRules.Broken(authority) is not null || !Uri.TryCreate(authority, UriKind.Absolute, out var url)
            || url is not { Scheme: "https", Query: "", Fragment: "" })
        {
            return (null, new BadSetting(Authority, "must be an https URL without a query"));
        }

        var workspace = new WorkspaceSource("cavra_workspace", Workspace.DefaultName);
        return (new IssuerDefinition(new TokenIssuer("oidc", authority, audience, workspace, Rules), TokenAlgorithms.All, [], [], SignIn: null), null);
    }
}

/// <summary>A setting that breaks a rule.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="Rule">The rest of the sentence, without its full stop.</param>
public sealed record BadSetting(string Setting, string Rule);
