using System.Net;
using Cavra.Application.WorkerRuns;
using Cavra.Application.Workers;
using Cavra.Infrastructure.Delivery;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.WorkerRuns;

public sealed class HeartbeatTests
{
    private const string Schedule = GivenFailures.Deliveries + "/worker-schedule";

    private string _file = "";

    private FailingReceiver _watchdog = null!;

    [SetUp]
    public async Task StartWatchdog()
    {
        _watchdog = await FailingReceiver.StartAsync();
        _file = Path.GetTempFileName();
        await File.WriteAllTextAsync(_file, $"http://127.0.0.1:{_watchdog.Port}/beat/canary-path");
    }

    [TearDown]
    public async Task StopWatchdog()
    {
        await _watchdog.DisposeAsync();
        File.Delete(_file);
    }

    [Test]
    public async Task A_scheduled_run_that_succeeded_calls_the_url_once()
    {
        await using var app = await StartAsync("127.0.0.0/8");
        await NameUrlAsync(app);

        await TurnAsync(app);
        await TurnAsync(app);

        var beat = _watchdog.Requests.Single();
        Assert.That((beat.Method, beat.Path), Is.EqualTo(("GET", "/beat/canary-path")));
        Assert.That(app.Log.Text, Does.Not.Contain("heartbeat was not taken"));
    }

    [Test]
    public async Task A_manual_run_calls_nobody()
    {
        await using var app = await StartAsync("127.0.0.0/8");
        await NameUrlAsync(app);

        (await app.Admin.PostJsonAsync($"{GivenFailures.Deliveries}/worker-run")).Created();

        Assert.That(_watchdog.Requests, Is.Empty);
    }

    [Test]
    public async Task A_private_network_is_out_of_reach_unless_named_and_the_run_is_done_all_the_same()
    {
        await using var app = await StartAsync();
        await NameUrlAsync(app);

        await TurnAsync(app);

        Assert.That(_watchdog.Requests, Is.Empty);
        Assert.That(await app.Database.ColumnAsync("select state from worker_runs"), Is.EqualTo(new[] { "succeeded" }));
        Assert.That(app.Log.Text, Does.Contain("The worker schedule's heartbeat was not taken: GuardRefused."));
    }

    [Test]
    public async Task A_watchdog_that_refuses_is_logged_without_its_url()
    {
        _watchdog.Answers(500, "canary-answer");
        await using var app = await StartAsync("127.0.0.0/8");
        await NameUrlAsync(app);

        await TurnAsync(app);

        Assert.That(app.Log.Text, Does.Contain("heartbeat was not taken").And.Not.Contain("canary"));
        Assert.That(await app.Database.EverythingAsync(), Does.Not.Contain("canary"));
    }

    private static Task<CavraApp> StartAsync(params string[] networks) => CavraApp.StartAsync(
        GivenFailures.ConnectorFile,
        configure: builder => builder.Services.AddSingleton(new HeartbeatNetworks([.. networks.Select(IPNetwork.Parse)])));

    private async Task NameUrlAsync(CavraApp app)
    {
        using var read = await app.Admin.GetAsync(Schedule);
        (await app.Admin.SendJsonAsync(
            HttpMethod.Put, Schedule, new { enabled = true, interval_minutes = 30, heartbeat_url_ref = $"file:{_file}" },
            ifMatch: read.Headers.ETag!.ToString())).Ok();
    }

    private static async Task TurnAsync(CavraApp app)
    {
        await using var scope = await app.Services.WorkerScopeAsync(app.Database);
        await scope.ServiceProvider.GetRequiredService<ScheduleTurn>().TakeAsync(default);
        await app.Services.GetRequiredService<WorkInHand>().WhenDoneAsync();
    }
}
