using System.Text.Json.Nodes;
using Cavra.Api.Tests.Cli;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Infrastructure.Connectors;
using Cavra.Testing;

namespace Cavra.Api.Tests.Connectors;

/// <summary>
/// A connector file with one bad connector, at the start and as a reload: file, line, connector and member are named, that
/// connector alone is switched off, and the list, worker health and the command line show it.
/// </summary>
public sealed class BadConnectorTests
{
    private const string Good = "connectors:\n  good: { provider: webhook, url: 'https://example.com/' }\n";

    private static readonly TestCaseData[] Bad =
    [
        Case("An unknown provider", "  bad:\n    provider: splunkk\n    url: https://example.com/\n", "provider must be one of: ", "(line 4)"),
        Case("A missing member", "  bad:\n    provider: webhook\n", "url must be given once", "(line 3)"),
        Case("A plain secret", "  bad:\n    provider: webhook\n    url: https://example.com/\n    token: canary\n", "token is a secret, which the file must not hold; use token_env or token_file", "(line 6)"),
        Case("A bad network", "  bad:\n    provider: webhook\n    url: https://example.com/\n    allow_networks: [10.0.0.0/33]\n", "allow_networks must hold networks such as", "(line 6)"),
        Case("A header with a line break", "  bad:\n    provider: webhook\n    url: https://example.com/\n    headers:\n      X-Team: \"canary\\r\\nX-Other: canary\"\n", "headers.X-Team must have a value without line breaks", "(line 7)"),
        Case("Two of one name", "  bad: { provider: webhook, url: 'https://example.com/' }\n  bad: { provider: webhook, url: 'https://example.com/' }\n", "the name is given to two connectors", "(lines 3 and 4)"),
        Case("An anchor", "  bad:\n    provider: webhook\n    url: &canary https://example.com/\n", "url uses an anchor, an alias or a tag", "(line 5)"),
        Case("An alias", "  bad:\n    provider: webhook\n    url: https://example.com/\n    headers:\n      X-Team: *canary\n", "headers.X-Team uses an anchor, an alias or a tag", "(line 7)"),
        Case("A merge", "  bad:\n    <<: *canary\n    provider: webhook\n    url: https://example.com/\n", "a member uses an anchor, an alias or a tag", "(line 4)"),
        Case("A tag", "  bad:\n    provider: webhook\n    url: !canary https://example.com/\n", "url uses an anchor, an alias or a tag", "(line 5)"),
        Case("An anchored connector", "  bad: &canary\n    provider: webhook\n    url: https://example.com/\n", "it uses an anchor, an alias or a tag", "(line 3)"),
        Case("An anchored name", "  &canary bad:\n    provider: webhook\n    url: https://example.com/\n", "it uses an anchor, an alias or a tag", "(line 3)"),
    ];

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task Start() => _cavra = await CavraApp.StartAsync(Good);

    [OneTimeTearDown]
    public async Task Stop() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [TestCaseSource(nameof(Bad))]
    public void At_the_start_it_alone_is_switched_off_and_named_with_file_line_and_member(string bad, string rule, string line)
    {
        using var rig = new DeliveryRig(Good + bad);

        Assert.That(rig.Catalog.StartFailure, Is.Null, "Cavra starts");
        AssertShown(rig.Catalog, rule, line);
    }

    [TestCaseSource(nameof(Bad))]
    public void A_reload_switches_it_alone_off_and_names_file_line_and_member(string bad, string rule, string line)
    {
        using var rig = new DeliveryRig($"{Good}  bad: {{ provider: webhook, url: 'https://example.com/' }}\n");
        Assert.That(rig.Catalog.Problems, Is.Empty);
        rig.Write(Good + bad);

        rig.Clock.Advance(ConnectorCatalog.PollInterval);

        AssertShown(rig.Catalog, rule, line);
    }

    [TestCaseSource(nameof(Bad))]
    public async Task The_list_worker_health_and_the_command_line_show_it(string bad, string rule, string line)
    {
        await ReloadAsync(Good + bad);
        var list = (await _app.Admin.GetJsonAsync("/connectors")).Ok();
        var health = (await _app.Admin.GetJsonAsync(HealthScene.Health)).Ok();
        var verb = (await _app.RunAsync("connectors", "show", "bad")).Ends(0);

        var (good, shown) = (list.At("items")[0]!, list.At("items")[1]!);
        Assert.Multiple(() =>
        {
            Assert.That((good.Text("name"), good.Flag("enabled"), shown.Text("name"), shown.Flag("enabled")), Is.EqualTo(("good", true, "bad", false)));
            Assert.That(shown.Text("problem"), Does.StartWith("connectors.yaml: connector bad: ").And.Contain(rule).And.Contain(line));
            Assert.That(Said(list.At("problems")), Is.EqualTo(new[] { shown.Text("problem") }));
            Assert.That(health.Text("alert_level"), Is.EqualTo("warning"));
            Assert.That(health.Text("alerts.0.message"), Is.EqualTo("Connector bad is described wrongly in the connector file and can't be used."));
            Assert.That((health.Text("recommendations.0.operation"), health.Text("recommendations.0.href")), Is.EqualTo(("GetConnector", "/connectors/bad")));
            Assert.That(verb.Output, Does.Contain(rule).And.Contain(line).And.Contain("unusable"));
            Assert.That(list.ToJsonString() + health.ToJsonString() + verb.Output, Does.Not.Contain("canary"));
        });
    }

    [Test]
    public async Task A_file_that_goes_bad_altogether_is_a_finding_of_health_and_keeps_its_last_good_version()
    {
        await ReloadAsync(Good);
        await ReloadAsync("connectors: {canary: [");
        var since = _cavra.Clock.GetUtcNow();
        _cavra.Clock.Advance(TimeSpan.FromSeconds(30));

        var list = (await _app.Admin.GetJsonAsync("/connectors")).Ok();
        var health = (await _app.Admin.GetJsonAsync(HealthScene.Health)).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(list.Flag("items.0.enabled"), Is.True);
            Assert.That(Said(list.At("problems")).Single(), Does.Contain("(line 2)").And.Not.Contain("canary"));
            Assert.That(health.Text("alerts.0.message"), Does.StartWith("The connector file holds a fault"));
            Assert.That(DateTimeOffset.Parse(health.Text("alerts.0.since"), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(since));
            Assert.That(health.Text("recommendations.0.operation"), Is.EqualTo("ListConnectors"));
        });
    }

    private async Task ReloadAsync(string connectors)
    {
        await File.WriteAllTextAsync(_cavra.ConnectorFile, connectors);
        _cavra.Clock.Advance(ConnectorCatalog.PollInterval);
    }

    private static IEnumerable<string> Said(JsonNode problems) => problems.AsArray().Select(problem => problem!.GetValue<string>());

    private static void AssertShown(ConnectorCatalog catalog, string rule, string line)
    {
        Assert.That(catalog.All.Select(connector => (connector.Name, connector.IsUsable)), Is.EqualTo(new[] { ("good", true), ("bad", false) }));
        Assert.That(
            catalog.Problems.Single(),
            Does.StartWith("connectors.yaml: connector bad: ").And.Contain(rule).And.Contain(line).And.Not.Contain("canary"));
        Assert.That(catalog.All[1].Problem, Is.EqualTo(catalog.Problems.Single()));
    }

    private static TestCaseData Case(string what, string bad, string rule, string line) => new TestCaseData(bad, rule, line).SetArgDisplayNames(what);
}
