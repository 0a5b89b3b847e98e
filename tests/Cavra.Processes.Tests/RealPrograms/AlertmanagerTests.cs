using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Processes.Tests.RealPrograms;

/// <summary>Prometheus Alertmanager as it is installed.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Alertmanager))]
internal sealed partial class AlertmanagerTests(string program)
{
    private readonly ProgramDirectory _directory = new();
    private RealProgram _alertmanager = null!;

    [OneTimeSetUp]
    public async Task Start() => _alertmanager = await RealProgram.StartAsync(
        printed => ListeningOn().Match(printed) is { Success: true } said ? int.Parse(said.Groups[1].Value) : null,
        program,
        $"--config.file={_directory.Write("alertmanager.yml", "{route: {receiver: nobody}, receivers: [{name: nobody}]}")}",
        $"--storage.path={_directory.At("data")}", "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=");

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _alertmanager.DisposeAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task An_alert_is_there_while_it_fires_and_gone_once_it_is_resolved()
    {
        using var rig = RealDelivery.To($"provider: alertmanager, url: \"http://127.0.0.1:{_alertmanager.Port}\", labels: {{team: release}}");

        var firing = await rig.DeliverAsync(RealDelivery.Firing);
        var alert = (await AlertsAsync()).Single()!;
        var resolved = await rig.DeliverAsync(RealDelivery.Resolved);
        var left = await AlertsAsync();

        Assert.That((firing, resolved), Is.EqualTo(("confirmed", "confirmed")), _alertmanager.Printed);
        Assert.That(
            alert["labels"]!.AsObject().Select(label => $"{label.Key}={label.Value}").Order(),
            Is.EqualTo(new[] { "alertname=CavraWorkerHealth", "episode=episode-1", "severity=critical", "team=release", "workspace=default" }));
        Assert.That((string?)alert["annotations"]!["event_id"], Is.EqualTo("evt-h1"));
        Assert.That((string?)alert["annotations"]!["description"], Does.Contain("The worker missed 3 runs."));
        Assert.That((string?)alert["status"]!["state"], Is.Not.EqualTo("suppressed"));
        Assert.That(left, Is.Empty);
    }

    private async Task<JsonArray> AlertsAsync()
    {
        using var client = TestClient.OfAWorker(new Uri($"http://127.0.0.1:{_alertmanager.Port}"));
        return JsonNode.Parse(await client.GetStringAsync("/api/v2/alerts"))!.AsArray();
    }

    [GeneratedRegex(@"msg=""?Listening on""? address=127\.0\.0\.1:(\d+)")]
    private static partial Regex ListeningOn();
}
