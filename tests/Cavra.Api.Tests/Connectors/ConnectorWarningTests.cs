using System.Text.Json.Nodes;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Testing;

namespace Cavra.Api.Tests.Connectors;

public sealed class ConnectorWarningTests
{
    private ConnectorScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await ConnectorScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task Each_share_of_the_limit_is_told_once_whether_deliveries_or_tests_fail_and_the_finding_is_one()
    {
        await FailAsync(deliveries: 4, tests: 0);
        Assert.That(await WarningsAsync(), Is.Empty);
        Assert.That(await FindingAsync(), Is.EqualTo("warning Connector hook has 4 open failures."));

        await FailAsync(deliveries: 1, tests: 0);
        Assert.That(await WarningsAsync(), Is.EqualTo(new[] { "hook 5/10 50 record attempts" }));

        await FailAsync(deliveries: 0, tests: 8);
        Assert.That(await WarningsAsync(), Is.EqualTo(new[]
        {
            "hook 5/10 50 record attempts", "hook 7/10 70 record connector test", "hook 9/10 90 record connector test",
            "hook 10/10 100 record connector test",
        }));
        Assert.That(await FindingAsync(), Is.EqualTo(
            "critical Connector hook has 5 open failures, and its circuit is open; it has reached 100 % of its failure limit of 10: 13 failures in a row."));
    }

    [Test]
    public async Task A_success_in_between_ends_the_finding_and_starts_over()
    {
        await FailAsync(deliveries: 0, tests: 6);
        Assert.That(await FindingAsync(), Does.EndWith("it has reached 50 % of its failure limit of 10: 6 failures in a row."));

        _scene.Receiver.Answers(200);
        Assert.That((await _scene.TestAsync()).Ok().Flag("success"), Is.True);
        Assert.That(await FindingAsync(), Is.Null);

        await FailAsync(deliveries: 0, tests: 4);
        Assert.That(await FindingAsync(), Is.Null);
        await FailAsync(deliveries: 0, tests: 3);

        Assert.That(await WarningsAsync(), Is.EqualTo(new[]
        {
            "hook 5/10 50 record connector test", "hook 5/10 50 record connector test", "hook 7/10 70 record connector test",
        }));
        Assert.That(await FindingAsync(), Does.EndWith("it has reached 70 % of its failure limit of 10: 7 failures in a row."));
    }

    [Test]
    public async Task A_warning_rests_on_the_attempt_that_reached_the_share()
    {
        await FailAsync(deliveries: 5, tests: 0);

        var warning = (await EntriesAsync("release-connector-warning")).Single()!;
        var attempts = await EntriesAsync("release-connector-attempt");
        Assert.That(warning.Text("document.proof.builds_on.0"), Is.AnyOf([.. attempts.Select(attempt => attempt!.Text("evidence_id"))]));
    }

    [Test]
    public async Task Attempts_that_end_together_tell_each_share_once()
    {
        _scene.Receiver.Answers(503);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _scene.TestAsync()));

        Assert.That((await WarningsAsync()).Select(line => line.Split(' ')[2]), Is.EquivalentTo(new[] { "50", "70", "90", "100" }));
    }

    private async Task FailAsync(int deliveries, int tests)
    {
        _scene.Receiver.Answers(503);
        for (var delivery = 0; delivery < deliveries; delivery++)
        {
            Assert.That(await _scene.DeliverAsync(), Is.EqualTo("failed"));
        }

        for (var test = 0; test < tests; test++)
        {
            Assert.That((await _scene.TestAsync()).Ok().Flag("success"), Is.False);
            _scene.App.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<JsonArray> EntriesAsync(string kind) =>
        (await _scene.Client.GetJsonAsync($"/evidence/entries?metadata_kind={kind}&provider=hook")).Ok().At("items").AsArray();

    private async Task<IReadOnlyList<string>> WarningsAsync() => await _scene.App.Database.ColumnAsync(
        """
        select concat(s->>'connector', ' ', s->>'consecutive_failures', '/', s->>'limit', ' ', s->>'percent', ' ', action)
        from (select id, action, document::jsonb->'what'->'summary' as s from evidence_entries join evidence_documents on entry_id = id where kind = 'release-connector-warning') as warning
        order by (s->>'consecutive_failures')::int, id
        """);

    // Of the connector itself; the scene's file has another connector that is described wrongly.
    private async Task<string?> FindingAsync() => (await _scene.Client.GetJsonAsync(HealthScene.Health)).Ok().At("alerts").AsArray().OfType<JsonNode>()
        .Where(line => line.Text("category") == "connector_failure" && line.Text("message").Contains("hook", StringComparison.Ordinal))
        .Select(line => $"{line.Text("severity")} {line.Text("message")}").SingleOrDefault();
}
