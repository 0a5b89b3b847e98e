using System.Text.Json.Nodes;
using Cavra.Api.Tests.Delivery.Vendors;
using Cavra.Api.Tests.WorkerHealth;

namespace Cavra.Api.Tests.HealthAlerts;

/// <summary>What a vendor calls the first alert of an episode is what later ones are added to.</summary>
public sealed class EpisodeThreadTests
{
    private string _secrets = null!;
    private HealthScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene()
    {
        _secrets = Directory.CreateTempSubdirectory("cavra-secrets-").FullName;
        await File.WriteAllTextAsync(Path.Combine(_secrets, "token"), "canary-token-1");
        _scene = await HealthScene.StartAsync(chatMembers: port =>
            $"provider: slack, api_url: \"http://127.0.0.1:{port}/api\", token_file: \"{_secrets}/token\", channel: C0123456789");
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
        _scene.Chat.AnswersBy(new SlackVendor().AnswerAsync);
    }

    [Test]
    public async Task Later_alerts_of_an_episode_and_its_end_answer_the_first_message()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.WatchAsync();
        _scene.App.Clock.Advance(TimeSpan.FromHours(1));
        await _scene.WatchAsync();
        await _scene.App.Database.ExecuteAsync("update destinations set state = 'closed' where source = 'acknowledgement_audit'");
        await _scene.WatchAsync();

        var threads = _scene.Chat.Requests.Select(request => JsonNode.Parse(request.Text)!["thread_ts"]?.ToString()).ToList();
        Assert.That(threads, Has.Count.GreaterThanOrEqualTo(2));
        Assert.That(threads[0], Is.Null);
        Assert.That(threads.Skip(1), Is.All.EqualTo("1772452800.000241"));
    }

    [Test]
    public async Task Another_episode_begins_a_thread_of_its_own()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.WatchAsync();
        await _scene.App.Database.ExecuteAsync("update destinations set state = 'closed' where source = 'acknowledgement_audit'");
        await _scene.WatchAsync();
        await _scene.AFailedDeliveryAsync();
        await _scene.WatchAsync();

        var threads = _scene.Chat.Requests.Select(request => JsonNode.Parse(request.Text)!["thread_ts"]?.ToString()).ToList();
        Assert.That(threads, Has.Count.EqualTo(3));
        Assert.That((threads[0], threads[1], threads[2]), Is.EqualTo(((string?)null, "1772452800.000241", (string?)null)));
    }
}
