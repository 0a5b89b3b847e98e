using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Api.Tests.Access;

/// <summary>Clients of the same roles with every kind of credential.</summary>
internal static class Credentials
{
    public static readonly string[] Kinds = ["key", "token", "session"];

    /// <summary>An identity file by which tokens have the roles and the workspace that they name.</summary>
    public static string IdentityOf(TestIssuer issuer) =>
        issuer.Believed(RoleTable.Roles.Select(role => $"{{all: {{roles: {role}}}, roles: [{role}]}}"), "workspace: {claim: workspace}");

    /// <summary>A client with a credential of that kind.</summary>
    /// <param name="app">Where, in the workspace of its administrator.</param>
    /// <param name="issuer">Who signs tokens.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="name">What documents show of who it is.</param>
    /// <param name="roles">Its roles.</param>
    public static async Task<HttpClient> ClientAsync(this CavraApp app, TestIssuer issuer, string kind, string name, params string[] roles)
    {
        if (kind is "token")
        {
            return app.Client(issuer.Token(new Dictionary<string, object?> { ["sub"] = name, ["roles"] = roles, ["workspace"] = app.Workspace }));
        }

        var key = (await app.Admin.PostJsonAsync("/access/keys", new { name, roles })).Created().Text("key");
        if (kind is "key")
        {
            return app.Client(key);
        }

        using var browser = await Browser.SignedInAsync(app, new { api_key = key });
        var client = app.Client(key: null);
        client.DefaultRequestHeaders.Add("Cookie", $"cavra_session={browser.Token}");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }
}
