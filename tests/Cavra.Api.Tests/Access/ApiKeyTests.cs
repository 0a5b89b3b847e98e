using Cavra.Testing;

namespace Cavra.Api.Tests.Access;

public sealed class ApiKeyTests
{
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [Test]
    public async Task A_new_key_works_is_shown_once_and_is_kept_as_a_hash_only()
    {
        var created = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "nightly", roles = new[] { "ci" } })).Created();

        using var client = _app.Client(created.Text("key"));
        var session = (await client.GetJsonAsync("/console/session")).Ok();
        var everything = await _app.Database.EverythingAsync();
        Assert.Multiple(() =>
        {
            Assert.That(session.Text("actor"), Is.EqualTo("nightly"));
            Assert.That(created.Text("key"), Does.Match("^cavra_key-[0-9a-f]{32}_[A-Za-z0-9_-]{43}$"));
            Assert.That(everything, Does.Contain(created.Text("key_id")[4..12]));
            Assert.That(everything, Does.Not.Contain(created.Text("key")[^43..]));
            Assert.That(_app.Log.Text, Does.Not.Contain(created.Text("key")[^43..]));
        });
    }

    [Test]
    public async Task A_key_names_its_owner_and_without_one_itself()
    {
        var owned = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "dana-laptop", owner = "dana", roles = new[] { "ci" } })).Created();
        var own = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "pipeline", roles = new[] { "ci" } })).Created();

        using var client = _app.Client(owned.Text("key"));
        var session = (await client.GetJsonAsync("/console/session")).Ok();
        var listed = (await _app.Admin.GetJsonAsync("/access/keys")).Ok().At("items").AsArray().Select(key => key!.Text("owner"));
        var proof = (await _app.Database.EvidenceAsync()).Single(entry => (string?)entry["what"]!["resource_id"] == owned.Text("key_id"));
        Assert.Multiple(() =>
        {
            Assert.That((owned.Text("owner"), own.Text("owner")), Is.EqualTo(("dana", "pipeline")));
            Assert.That(listed, Is.SupersetOf(new[] { "pipeline", "dana" }));
            Assert.That(session.Text("owner"), Is.EqualTo("dana"));
            Assert.That(proof.Text("what.summary.owner"), Is.EqualTo("dana"));
            Assert.That(proof.Text("who.owner"), Is.EqualTo("administrator"));
            Assert.That(owned.Text("actor.owner"), Is.EqualTo("administrator"));
        });
    }

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x")]
    public async Task An_owner_is_a_name(string owner) =>
        (await _app.Admin.PostJsonAsync("/access/keys", new { name = "x", owner, roles = new[] { "ci" } })).InvalidAt("/owner");

    [Test]
    public async Task The_same_idempotency_key_gives_the_first_answer_without_the_secret()
    {
        var body = new { name = "twice", roles = new[] { "auditor" } };
        var first = (await _app.Admin.PostJsonAsync("/access/keys", body, "once-only")).Created();
        var again = await _app.Admin.PostJsonAsync("/access/keys", """{"roles":["auditor"],"name":"twice"}""", "once-only");
        var other = await _app.Admin.PostJsonAsync("/access/keys", body with { name = "thrice" }, "once-only");

        Assert.Multiple(() =>
        {
            Assert.That(again.Created().Text("key_id"), Is.EqualTo(first.Text("key_id")));
            Assert.That(again.Body!["key"], Is.Null);
            Assert.That(again.Response.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(new[] { "true" }));
        });
        other.Problem(422, "idempotency.key_reused");
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from api_keys where name in ('twice', 'thrice')"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_forbidden_try_is_refused_and_is_evidence()
    {
        using var auditor = await _app.ClientWithAsync("auditor");

        (await auditor.PostJsonAsync("/access/keys", new { name = "mine", roles = new[] { "admin" } })).Problem(403, "access.forbidden");

        var refused = (await _app.Database.EvidenceAsync()).Single(entry => entry.Text("what.outcome") == "refused:access.forbidden");
        Assert.Multiple(() =>
        {
            Assert.That(refused.Text("who.actor"), Is.EqualTo("auditor"));
            Assert.That(refused.Text("policy.permission"), Is.EqualTo("keys.manage"));
            Assert.That(refused.Text("policy.decision"), Is.EqualTo("denied"));
        });
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from api_keys where name = 'mine'"), Is.Zero);
    }

    [Test]
    public async Task A_malformed_request_names_the_member_and_leaves_nothing()
    {
        var before = await _app.Database.EvidenceLinesAsync();

        (await _app.Admin.PostJsonAsync("/access/keys", new { name = "x", roles = new[] { "king" } })).InvalidAt("/roles/0");
        (await _app.Admin.PostJsonAsync("/access/keys", new { name = "x", roles = new[] { "ci" }, admin = true })).InvalidAt("/admin");

        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_revoked_key_opens_nothing_at_once()
    {
        var created = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "leaver", roles = new[] { "auditor" } })).Created();
        using var client = _app.Client(created.Text("key"));
        (await client.GetJsonAsync("/console/session")).Ok();

        (await _app.Admin.PostJsonAsync($"/access/keys/{created.Text("key_id")}/revoke")).Ok();

        (await client.GetJsonAsync("/console/session")).Problem(401, "authentication.required");
        (await _app.Admin.PostJsonAsync($"/access/keys/{created.Text("key_id")}/revoke")).Problem(409, "access.key_revoked");
    }

    [Test]
    public async Task An_expired_key_opens_nothing()
    {
        var expiry = _app.Clock.GetUtcNow().AddMinutes(1);
        var created = (await _app.Admin.PostJsonAsync(
            "/access/keys", new { name = "short", roles = new[] { "auditor" }, expires_at = expiry })).Created();
        using var client = _app.Client(created.Text("key"));
        (await client.GetJsonAsync("/console/session")).Ok();

        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        (await client.GetJsonAsync("/console/session")).Problem(401, "authentication.required");
    }
}
