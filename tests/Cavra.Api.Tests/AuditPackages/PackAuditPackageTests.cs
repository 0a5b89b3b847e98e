using System.Text.Json.Nodes;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Testing;

namespace Cavra.Api.Tests.AuditPackages;

public sealed class PackAuditPackageTests
{
    private const string Path = AuditScene.Root + "/acknowledgements/audit-package";

    private AuditScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await AuditScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task A_package_holds_each_route_with_its_newest_answer_and_proves_it()
    {
        await _scene.GivenAnAnsweredNotificationAsync(notes: "Superseded.");
        (await _scene.Client.PostJsonAsync($"{AuditScene.Root}/nightly/acknowledgements", new
        {
            provider = "siem-webhook",
            acknowledgement_state = "resolved",
            external_ref = "CHG-18",
            notes = "Closed for good.",
        })).Ok();

        var answer = (await _scene.Client.PostJsonAsync(Path, new { generated_by = "nightly job" })).Ok();

        var package = answer.At("audit_package");
        var routes = package.At("routes").AsArray();
        var answered = routes.Single(route => route!.Text("connector") == "siem-webhook")!;
        var open = routes.Single(route => route!.Text("connector") == "webhook")!;
        Assert.Multiple(() =>
        {
            Assert.That((package.Number("route_count"), package.Number("omitted_count")), Is.EqualTo((2, 0)));
            Assert.That((package.Number("acknowledgement_count"), package.Number("resolved_count")), Is.EqualTo((1, 1)));
            Assert.That(package.Number("outstanding_count"), Is.EqualTo(1));
            Assert.That(package.Text("alert_level"), Is.EqualTo("warning"));
            Assert.That((answered.Text("acknowledgement_state"), answered.Flag("acknowledged")), Is.EqualTo(("resolved", true)));
            Assert.That((answered.Text("notes"), answered.Text("external_ref")), Is.EqualTo(("Closed for good.", "CHG-18")));
            Assert.That(answered.Text("acknowledged_by"), Is.EqualTo("administrator"));
            Assert.That((open.Text("acknowledgement_state"), open["acknowledged_by"]), Is.EqualTo(("outstanding", (JsonNode?)null)));
            Assert.That(answer.Text("metadata.audit_id"), Is.EqualTo(package.Text("audit_id")));
            Assert.That(answer.Text("actor.actor"), Is.EqualTo("administrator"));
        });
        Assert.That(await _scene.Database.ScalarAsync<string>("select content_digest from audit_packages"), Is.EqualTo(package.Text("content_digest")));
        var entry = (await _scene.Database.EvidenceAsync())[^1];
        Assert.That((entry.Text("what.action"), entry.Text("who.on_behalf_of")), Is.EqualTo(("pack audit package", "nightly job")));
    }

    [Test]
    public async Task Whoever_holds_a_package_can_check_its_digest()
    {
        await _scene.GivenAnAnsweredNotificationAsync();

        var package = (await _scene.Client.PostJsonAsync(Path, new { schedule_id = "nightly" })).Ok().At("audit_package");

        var content = package.DeepClone().AsObject();
        content.Remove("content_digest");
        foreach (var route in content.At("routes").AsArray())
        {
            route!.AsObject().Remove("notes");
        }

        Assert.That(ContentDigest.Of(content), Is.EqualTo(package.Text("content_digest")));
    }

    [TestCase("{}", ExpectedResult = 4)]
    [TestCase("""{"schedule_id":"nightly"}""", ExpectedResult = 2)]
    [TestCase("""{"schedule_id":"weekly","provider":"webhook"}""", ExpectedResult = 2)]
    [TestCase("""{"provider":"siem-webhook"}""", ExpectedResult = 2)]
    [TestCase("""{"provider":"siem-webhook, all"}""", ExpectedResult = 4)]
    [TestCase("""{"owner":"nobody"}""", ExpectedResult = 0)]
    public async Task<int> A_filter_limits_what_is_packed(string body)
    {
        await _scene.GivenAnAnsweredNotificationAsync("nightly");
        await _scene.GivenAnAnsweredNotificationAsync("weekly");

        return (await _scene.Client.PostJsonAsync(Path, body)).Ok().Number("audit_package.route_count");
    }

    [Test]
    public async Task A_malformed_request_names_the_member_and_leaves_nothing()
    {
        var before = await _scene.Database.EvidenceLinesAsync();

        (await _scene.Client.PostJsonAsync(Path, new { schedule_id = "two words" })).InvalidAt("/schedule_id");
        (await _scene.Client.PostJsonAsync(Path, new { provider = "a,,b" })).InvalidAt("/provider");
        (await _scene.Client.PostJsonAsync(Path, new { owner = 5 })).InvalidAt("/owner");
        (await _scene.Client.PostJsonAsync(Path, new { colour = "red" })).InvalidAt("/colour");

        Assert.That(await _scene.Database.EvidenceLinesAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_pipeline_may_not_pack_and_its_try_is_evidence()
    {
        using var pipeline = await _scene.App.ClientWithAsync("ci");

        (await pipeline.PostJsonAsync(Path)).Problem(403, "access.forbidden");

        Assert.That((await _scene.Database.EvidenceLinesAsync())[^1], Is.EqualTo("pack audit package: refused:access.forbidden"));
    }
}
