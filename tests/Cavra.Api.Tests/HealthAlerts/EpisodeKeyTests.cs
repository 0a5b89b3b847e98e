using System.Text.Json.Nodes;
using Cavra.Api.Tests.Delivery.Vendors;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Testing;

namespace Cavra.Api.Tests.HealthAlerts;

/// <summary>An alert at PagerDuty ends only under the routing key that began it.</summary>
public sealed class EpisodeKeyTests
{
    private string _secrets = null!;
    private HealthScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene()
    {
        _secrets = Directory.CreateTempSubdirectory("cavra-secrets-").FullName;
        await File.WriteAllTextAsync(Path.Combine(_secrets, "key"), PagerDutyVendor.Key);
        _scene = await HealthScene.StartAsync(chatMembers: port =>
            $"provider: pagerduty, url: \"http://127.0.0.1:{port}/v2/enqueue\", routing_key_file: \"{_secrets}/key\"");
    }

    [OneTimeTearDown]
    public async Task StopScene()
    {
        await _scene.DisposeAsync();
        Directory.Delete(_secrets, recursive: true);
    }

    [SetUp]
    public async Task OpenWorkspace()
    {
        await _scene.NewWorkspaceAsync();
        _scene.Chat.AnswersBy(new PagerDutyVendor().AnswerAsync);
    }

    [Test]
    public async Task An_end_under_the_same_key_is_sent_and_taken()
    {
        await BeginAsync();
        await EndAsync();

        Assert.That(Actions(), Is.EqualTo(new[] { "trigger", "resolve" }));
        Assert.That(await OutcomesAsync(), Is.EqualTo(new[] { "accepted ", "accepted " }));
    }

    [Test]
    public async Task An_end_under_another_key_is_not_sent_and_on_record_as_a_failure()
    {
        await BeginAsync();
        Assert.That(
            await _scene.App.Database.ColumnAsync("select vendor_reference from destinations where episode is not null"),
            Has.One.Items.And.All.Match("^routing-key-[0-9a-f]{16}$"));

        await _scene.App.Database.ExecuteAsync(
            "update destinations set vendor_reference = 'routing-key-0000000000000000' where episode is not null");
        await EndAsync();

        Assert.That(Actions(), Is.EqualTo(new[] { "trigger" }));
        Assert.That(await OutcomesAsync(), Is.EqualTo(new[] { "accepted ", "failed misconfigured" }));
    }

    private async Task BeginAsync()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.WatchAsync();
    }

    private async Task EndAsync()
    {
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await _scene.App.Database.ExecuteAsync("update destinations set state = 'closed' where source = 'acknowledgement_audit'");
        await _scene.WatchAsync();
    }

    private IEnumerable<string?> Actions() =>
        _scene.Chat.Requests.Select(request => JsonNode.Parse(request.Text)!["event_action"]?.ToString());

    private Task<IReadOnlyList<string>> OutcomesAsync() => _scene.App.Database.ColumnAsync(
        "select a.outcome || ' ' || coalesce(a.failure_class, '') from attempts a join destinations d on d.id = a.destination_id "
        + "where d.episode is not null order by a.started_at, a.id");
}
