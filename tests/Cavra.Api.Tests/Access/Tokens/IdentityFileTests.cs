using Cavra.Domain.Access.Tokens;
using Cavra.Infrastructure.Access.Identity;
using Cavra.Infrastructure.Configuration;
using Cavra.Testing;
using Cavra.Testing.Identity;
using Microsoft.Extensions.Configuration;

namespace Cavra.Api.Tests.Access.Tokens;

/// <summary>What an identity file may hold; wrong ones keep Cavra from starting, and change nothing where it runs.</summary>
public sealed class IdentityFileTests
{
    private const string Good =
        """
        issuers:
          - name: actions
            authority: https://token.actions.githubusercontent.com
            audience: cavra
            workspace: {value: default}
            rules:
              - all: {repository: acme/backend, ref: [refs/heads/main, "refs/tags/*"]}
                roles: [ci]
        """;

    [TestCase("    audience: cavra\n", "", "issuer actions: audience must be given (line 2)")]
    [TestCase("audience: cavra", "audience: cavra\n    colour: red", "issuer actions: colour is not a member that is known here (line 5)")]
    [TestCase("audience: cavra", "audience: cavra\n    algorithms: [RS256, HS256]", "issuer actions: algorithms must hold asymmetric algorithms only")]
    [TestCase("audience: cavra", "audience: cavra\n    algorithms: [none]", "issuer actions: algorithms must hold asymmetric algorithms only")]
    [TestCase("https://token.actions.githubusercontent.com", "ftp://token", "issuer actions: authority must be an absolute http or https URL without a secret (line 3)")]
    [TestCase("all: {repository: acme/backend, ref: [refs/heads/main, \"refs/tags/*\"]}", "all: {}", "issuer actions: rules[0].all must be a mapping of at least one claim")]
    [TestCase("repository: acme/backend", "repository: []", "issuer actions: rules[0].all.repository can't be met")]
    [TestCase("repository: acme/backend", "repository: \"\"", "issuer actions: rules[0].all.repository can't be met")]
    [TestCase("repository: acme/backend", "repository: \"*\"", "issuer actions: rules[0].all.repository can't be met")]
    [TestCase("repository: acme/backend", "repository: \"acme/*/x\"", "issuer actions: rules[0].all.repository can't be met")]
    [TestCase("repository: acme/backend", "iss: https://gitlab.com", "issuer actions: rules[0].all.iss can't be met: tokens of this issuer have its authority there (line 7)")]
    [TestCase("roles: [ci]", "roles: [worker]", "issuer actions: rules[0].roles must hold at least one of: auditor, operator")]
    [TestCase("roles: [ci]", "roles: [ci]\n        any: {}", "issuer actions: rules[0].any is not a member that is known here (line 9)")]
    [TestCase("workspace: {value: default}", "workspace: {value: default, claim: x}", "issuer actions: workspace must have one of claim and value (line 5)")]
    [TestCase("workspace: {value: default}", "workspace: {value: Two Words}", "issuer actions: workspace.value must be the name of a workspace")]
    [TestCase("workspace: {value: default}", "sign_in: {client_id: x, client_secret: y}", "issuer actions: sign_in.client_secret is a secret, which the file must not hold")]
    [TestCase("workspace: {value: default}", "sign_in: {client_id: x, scopes: [email]}", "issuer actions: sign_in.scopes must hold openid")]
    [TestCase("workspace: {value: default}", "ca_file: not-there.pem", "issuer actions: ca_file names a file that can't be read")]
    [TestCase("workspace: {value: default}", "allow_networks: [10.0.0.1/8]", "issuer actions: allow_networks must hold networks")]
    [TestCase("issuers:", "issuers: []\nmore:", "more is not a member that is known here (line 2)")]
    [TestCase("name: actions", "name: actions\n    name: twice", "issuer actions: name is given twice")]
    [TestCase("name: actions", "name: *x", "issuers.name uses an anchor, an alias or a tag")]
    public async Task A_wrong_file_is_refused_at_the_start_with_file_line_and_member(string good, string bad, string problem)
    {
        var text = Good.Replace(good, bad, StringComparison.Ordinal);
        Assert.That(text, Is.Not.EqualTo(Good));
        using var identity = new IdentityFileOf(text);

        Assert.That(await RefusalAsync(identity), Does.Contain($"CAVRA_IDENTITY_CONFIG names a file that can't be taken: identity.yaml: {problem}"));
    }

    [Test]
    public async Task Two_issuers_of_one_authority_or_name_are_refused_and_so_are_two_that_sign_in()
    {
        var second = Good.Split('\n', 2)[1];
        using var identity = new IdentityFileOf(
            $"{Good}\n{second.Replace("name: actions", "name: other\n    sign_in: {client_id: x}", StringComparison.Ordinal)}\n"
            + second.Replace("githubusercontent.com", "example.com", StringComparison.Ordinal).Replace("audience", "sign_in: {client_id: x}\n    audience", StringComparison.Ordinal));

        var refusal = await RefusalAsync(identity);

        Assert.Multiple(() =>
        {
            Assert.That(refusal, Does.Contain("authority is the same for the issuers actions and other"));
            Assert.That(refusal, Does.Contain("name is the same for the issuers actions and actions"));
            Assert.That(refusal, Does.Contain("sign_in is given to more than one issuer"));
        });
    }

    [Test]
    public async Task The_short_form_needs_both_settings_and_an_https_url()
    {
        Assert.That(await RefusalOfAsync(new() { ["CAVRA_OIDC_AUTHORITY"] = "https://id.example.com" }), Does.Contain("CAVRA_OIDC_AUDIENCE must be set, as CAVRA_OIDC_AUTHORITY is."));
        Assert.That(await RefusalOfAsync(new() { ["CAVRA_OIDC_AUDIENCE"] = "cavra" }), Does.Contain("CAVRA_OIDC_AUTHORITY must be set, as CAVRA_OIDC_AUDIENCE is."));
        Assert.That(
            await RefusalOfAsync(new() { ["CAVRA_OIDC_AUDIENCE"] = "cavra", ["CAVRA_OIDC_AUTHORITY"] = "http://id.example.com" }),
            Does.Contain("CAVRA_OIDC_AUTHORITY must be an https URL without a query."));
    }

    [Test]
    public void The_short_form_takes_roles_and_workspace_from_the_claims_of_those_names()
    {
        var settings = new ConfigurationManager { ["CAVRA_OIDC_AUTHORITY"] = "https://id.example.com", ["CAVRA_OIDC_AUDIENCE"] = "cavra" };
        var issuer = ShortForm.Read(settings).Issuer!.Issuer;

        var holder = issuer.Read(Claims(("sub", "dana"), ("cavra_roles", "approver"), ("cavra_roles", "auditor"), ("cavra_roles", "worker"), ("cavra_workspace", "payments")));
        var elsewhere = issuer.Read(Claims(("sub", "dana"), ("cavra_roles", "admin")));
        var nobody = issuer.Read(Claims(("sub", "dana"), ("roles", "admin")));

        Assert.Multiple(() =>
        {
            Assert.That(holder.Value.Actor.Roles, Is.EqualTo(new[] { "approver", "auditor" }));
            Assert.That((holder.Value.Workspace, elsewhere.Value.Workspace), Is.EqualTo(("payments", "default")));
            Assert.That(nobody.Refusal?.Code, Is.EqualTo("access.no_role"));
        });
    }

    [Test]
    public async Task A_changed_file_counts_once_it_is_good_and_until_then_the_last_good_one_does()
    {
        var clock = new WatchedClock(CavraApp.Start);
        await using var issuer = await TestIssuer.StartAsync(clock);
        using var identity = new IdentityFileOf(issuer.Believed(["{all: {groups: audit}, roles: [auditor]}"]));
        await using var app = await CavraApp.StartAsync(settings: identity.Settings, clock: clock);
        using var client = app.Client(issuer.Token(new Dictionary<string, object?> { ["groups"] = "audit" }));
        Assert.That(await RolesAsync(client), Is.EqualTo("auditor"));

        identity.Write(issuer.Believed(["{all: {groups: audit}, roles: [king]}"]));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await RolesAsync(client), Is.EqualTo("auditor"));
        Assert.That(app.Log.Text, Does.Contain("The identity file is not taken. identity.yaml: issuer test: rules[0].roles must hold"));

        issuer.IsAway = true;
        identity.Write(issuer.Believed(["{all: {groups: audit}, roles: [approver]}"]));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await RolesAsync(client), Is.EqualTo("approver"), "with the keys that were known before");
    }

    private static TokenClaims Claims(params (string Name, string Value)[] claims) =>
        new(claims.Select(claim => KeyValuePair.Create(claim.Name, claim.Value)));

    private static async Task<string> RolesAsync(HttpClient client) =>
        string.Join(',', (await client.GetJsonAsync("/console/session")).Ok().At("roles").AsArray().Select(role => (string?)role));

    private static Task<string> RefusalAsync(IdentityFileOf identity) => RefusalOfAsync(identity.Settings);

    private static async Task<string> RefusalOfAsync(Dictionary<string, string?> settings)
    {
        try
        {
            await using var app = await CavraApp.StartAsync(settings: settings);
            return "it was taken";
        }
        catch (InvalidSettingsException refused)
        {
            return refused.Message;
        }
    }
}
