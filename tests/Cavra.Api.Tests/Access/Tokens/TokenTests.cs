using System.Net;
using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Api.Tests.Access.Tokens;

public sealed class TokenTests
{
    private TestIssuer _issuer = null!;
    private IdentityFileOf _identity = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        var clock = new WatchedClock(CavraApp.Start);
        _issuer = await TestIssuer.StartAsync(clock);
        _identity = new IdentityFileOf(_issuer.Believed(
            ["{all: {repository: acme/backend, ref: ['refs/heads/main', 'refs/tags/*']}, roles: [ci]}", "{all: {groups: audit}, roles: [auditor]}", "{all: {groups: lead}, roles: [approver, operator]}"],
            "owner_claim: person", "workspace: {claim: workspace}"));
        var settings = new Dictionary<string, string?>(_identity.Settings) { ["CAVRA_RATE_FAILED_AUTHENTICATION_BURST"] = "1000000" };
        _app = await CavraApp.StartAsync(settings: settings, clock: clock);
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _identity.Dispose();
    }

    [Test]
    public async Task A_token_acts_with_the_roles_of_every_rule_that_its_claims_meet()
    {
        using var client = Holder(new() { ["sub"] = "user|1", ["groups"] = new[] { "audit", "lead", "other" }, ["email"] = "dana@example.com" });

        var session = (await client.GetJsonAsync("/console/session")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(session.Text("actor"), Is.EqualTo("dana@example.com"));
            Assert.That(session.Text("subject"), Is.EqualTo("user|1"));
            Assert.That(session.Text("issuer"), Is.EqualTo(_issuer.Authority));
            Assert.That(session.At("roles").AsArray().Select(role => (string?)role), Is.EqualTo(new[] { "approver", "auditor", "operator" }));
            Assert.That(session.Text("workspace"), Is.EqualTo("default"));
            Assert.That(session.Text("authentication"), Is.EqualTo("token"));
        });
    }

    [Test]
    public async Task What_a_token_does_is_evidence_of_its_subject_and_issuer()
    {
        using var client = Holder(new() { ["sub"] = "repo:acme/backend:ref:refs/heads/main", ["repository"] = "acme/backend", ["ref"] = "refs/heads/main" });

        (await client.PostJsonAsync("/access/keys", new { name = "mine", roles = new[] { "admin" } })).Problem(403, "access.forbidden");

        var refused = (await _app.Database.EvidenceAsync()).Single(entry => entry.Text("who.subject").StartsWith("repo:", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(refused.Text("who.actor"), Is.EqualTo("repo:acme/backend:ref:refs/heads/main"));
            Assert.That(refused.Text("who.issuer"), Is.EqualTo(_issuer.Authority));
            Assert.That(refused.Text("who.authentication"), Is.EqualTo("token"));
        });
    }

    [TestCase("acme/backend", "refs/heads/main", true)]
    [TestCase("acme/backend", "refs/tags/v1", true)]
    [TestCase("acme/backend", "refs/heads/main2", false)]
    [TestCase("acme/backend", "refs/tags", false)]
    [TestCase("acme/Backend", "refs/heads/main", false)]
    [TestCase("acme/backend", null, false)]
    public async Task A_rule_counts_where_all_its_claims_are_met_letter_by_letter(string repository, string? @ref, bool isMet)
    {
        using var client = Holder(new() { ["repository"] = repository, ["ref"] = @ref });
        var before = await _app.Database.EvidenceLinesAsync();

        var answer = await client.GetJsonAsync("/console/session");

        if (isMet)
        {
            Assert.That(answer.Ok().At("roles").AsArray().Single()!.ToString(), Is.EqualTo("ci"));
            return;
        }

        answer.Problem(403, "access.no_role");
        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_token_leads_to_the_workspace_that_its_claim_names_and_to_no_other()
    {
        var workspace = await _app.NewWorkspaceAsync();
        using var there = Holder(new() { ["groups"] = "audit", ["workspace"] = workspace.Workspace });
        using var nowhere = Holder(new() { ["groups"] = "audit", ["workspace"] = "not-there" });
        using var both = Holder(new() { ["groups"] = "audit", ["workspace"] = new[] { workspace.Workspace, "default" } });

        Assert.That((await there.GetJsonAsync("/console/session")).Ok().Text("workspace"), Is.EqualTo(workspace.Workspace));
        (await nowhere.GetJsonAsync("/console/session")).Problem(403, "access.no_role");
        (await both.GetJsonAsync("/console/session")).Problem(403, "access.no_role");
    }

    [Test]
    public async Task A_claim_that_looks_like_a_secret_is_shown_by_a_digest_which_stays_the_same()
    {
        using var client = Holder(new() { ["groups"] = "audit", ["sub"] = "ghp_0123456789abcdefghijklmnopqrstuvwxyz", ["email"] = "AKIAIOSFODNN7EXAMPLE" });

        var first = (await client.GetJsonAsync("/console/session")).Ok();
        var second = (await client.GetJsonAsync("/console/session")).Ok();

        Assert.That(first.Text("subject"), Does.Match("^sha256:[0-9a-f]{32}$"));
        Assert.That((first.Text("actor"), second.Text("subject")), Is.EqualTo((first.Text("subject"), first.Text("subject"))));
    }

    [Test]
    public async Task A_token_names_the_owner_that_keys_of_the_same_person_name()
    {
        using var client = Holder(new() { ["groups"] = "audit", ["person"] = "dana" });
        using var odd = Holder(new() { ["groups"] = "audit", ["person"] = "two words" });
        using var two = Holder(new() { ["groups"] = "audit", ["person"] = new[] { "dana", "lee" } });
        using var service = Holder(new() { ["groups"] = "audit" });

        Assert.That((await client.GetJsonAsync("/console/session")).Ok().Text("owner"), Is.EqualTo("dana"));
        Assert.That((await service.GetJsonAsync("/console/session")).Ok()["owner"], Is.Null);
        (await odd.GetJsonAsync("/console/session")).Problem(403, "access.no_role");
        (await two.GetJsonAsync("/console/session")).Problem(403, "access.no_role");
    }

    [Test]
    public async Task A_subject_of_odd_characters_is_shown_without_them_and_one_that_is_none_has_no_role()
    {
        using var odd = Holder(new() { ["groups"] = "audit", ["sub"] = "auth0|a;b", ["email"] = "not a name" });
        Assert.That((await odd.GetJsonAsync("/console/session")).Ok().Text("actor"), Is.EqualTo("auth0_a_b"));

        foreach (var subject in new[] { "line\nbreak", "", new string('x', 256), null })
        {
            using var none = Holder(new() { ["groups"] = "audit", ["sub"] = subject });
            (await none.GetJsonAsync("/console/session")).Problem(403, "access.no_role");
        }
    }

    [Test]
    public async Task Who_was_let_in_is_let_in_with_a_newer_token_though_a_stranger_at_the_same_address_fails()
    {
        await using var app = await CavraApp.StartAsync(settings: _identity.Settings, clock: _app.Clock);
        var claims = new Dictionary<string, object?> { ["groups"] = "audit", ["workspace"] = "default", ["n"] = 1 };
        using var first = app.Client(_issuer.Token(claims));
        (await first.GetJsonAsync("/console/session")).Ok();

        for (var token = 0; token < 60; token++)
        {
            using var stranger = app.Client(_issuer.Token(new Dictionary<string, object?> { ["sub"] = "stranger", ["n"] = token }));
            Assert.That((await stranger.GetJsonAsync("/console/session")).Status, Is.AnyOf(HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests));
        }

        claims["n"] = 2;
        using var renewed = app.Client(_issuer.Token(claims));
        using var forged = app.Client(_issuer.Token(claims)[..^4] + "AAAA");
        (await forged.GetJsonAsync("/console/session")).Problem(401, "authentication.required");
        (await renewed.GetJsonAsync("/console/session")).Ok();
    }

    [Test]
    public async Task A_subject_to_revoke_that_looks_like_a_secret_is_not_kept_where_nobody_has_it()
    {
        const string Secret = "ghp_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5";

        (await _app.Admin.PostJsonAsync("/access/sessions/revoke", new { subject = Secret })).Problem(422, "text.name_not_public_safe");

        Assert.That(string.Concat(await _app.Database.EvidenceAsync()), Does.Not.Contain(Secret));
    }

    private HttpClient Holder(Dictionary<string, object?> claims)
    {
        claims.TryAdd("workspace", "default");
        return _app.Client(_issuer.Token(claims));
    }
}
