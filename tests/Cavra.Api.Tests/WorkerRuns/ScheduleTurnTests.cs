using Cavra.Application.Messaging;
using Cavra.Application.WorkerRuns;
using Cavra.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.WorkerRuns;

public sealed class ScheduleTurnTests
{
    private const string Runs = "select trigger || ' ' || state || ' ' || to_char(window_start at time zone 'utc', 'HH24:MI') from worker_runs order by id";

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task Each_window_is_run_once()
    {
        await _app.FailAsync();

        for (var minute = 0; minute <= 61; minute++)
        {
            await TurnAsync(_app.Services);
            _app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(await _app.Database.ColumnAsync(Runs), Is.EqualTo(new[]
        {
            "schedule succeeded 09:00", "schedule succeeded 09:30", "schedule succeeded 10:00",
        }));
        var run = (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-runs")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(run.Text("items.0.generated_by"), Is.EqualTo("cavra-worker"));
            Assert.That(run.Number("items.0.summary.retry_plan_count"), Is.EqualTo(1));
            Assert.That(run.Flag("items.0.late"), Is.False);
        });
    }

    [Test]
    public async Task Two_workers_on_one_database_run_each_window_once_and_the_loser_leaves_nothing()
    {
        await using var other = Another();

        for (var window = 0; window < 5; window++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(i => TurnAsync(i % 2 == 0 ? _app.Services : other.Services)));
            _app.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from worker_runs"), Is.EqualTo(5));
        Assert.That(
            await _app.Database.ColumnAsync("select action || ': ' || outcome || ' ' || count(*) from evidence_entries group by action, outcome"),
            Is.EquivalentTo(new[] { "begin scheduled run: done 5", "judge retries: done 5", "complete run: done 5" }));
    }

    [Test]
    public async Task A_run_by_hand_counts_for_the_window_it_falls_in_whatever_interval_it_names()
    {
        (await _app.Admin.PostJsonAsync($"{Deliveries}/worker-run", new { schedule = new { interval_minutes = 1440 } })).Created();

        await TurnAsync(_app.Services);
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from worker_runs where trigger = 'schedule'"), Is.Zero);

        _app.Clock.Advance(TimeSpan.FromMinutes(30));
        await TurnAsync(_app.Services);
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from worker_runs where trigger = 'schedule'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Missed_windows_are_counted_on_the_next_run_and_never_made_up_in_a_burst()
    {
        await TurnAsync(_app.Services);
        _app.Clock.Advance(TimeSpan.FromMinutes(120));

        await TurnAsync(_app.Services);
        await TurnAsync(_app.Services);

        Assert.That(
            await _app.Database.ColumnAsync("select missed_windows::text from worker_runs order by id"), Is.EqualTo(new[] { "0", "3" }));
    }

    [Test]
    public async Task A_disabled_schedule_starts_nothing()
    {
        var version = (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-schedule")).Response.Headers.ETag!.ToString();
        (await _app.Admin.PutJsonAsync(
            $"{Deliveries}/worker-schedule", new { enabled = false, interval_minutes = 30 }, ifMatch: version)).Ok();
        _app.Clock.Advance(TimeSpan.FromMinutes(30));

        await TurnAsync(_app.Services);

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from worker_runs"), Is.Zero);
    }

    [Test]
    public async Task A_run_whose_worker_died_is_said_to_be_interrupted_when_its_lease_is_over()
    {
        var run = await BeginAsync();

        _app.Clock.Advance(TimeSpan.FromSeconds(59));
        await TurnAsync(_app.Services);
        Assert.That(await _app.Database.ColumnAsync(Runs), Is.EqualTo(new[] { "manual running 09:00" }));

        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var other = Another();
        await Task.WhenAll(TurnAsync(_app.Services), TurnAsync(other.Services));

        var read = (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-runs/{run.Run.RunId}")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(read.Text("state"), Is.EqualTo("failed"));
            Assert.That(read.Text("failure"), Is.EqualTo("interrupted"));
        });
        Assert.That(
            (await _app.Database.EvidenceLinesAsync()).Where(line => line.StartsWith("end silent run", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "end silent run: done" }));
    }

    [Test]
    public async Task A_run_that_takes_longer_than_it_may_is_timed_out_although_its_worker_beats()
    {
        await BeginAsync();
        await _app.Database.ExecuteAsync("update worker_runs set lease_until = lease_until + interval '1 day'");
        _app.Clock.Advance(TimeSpan.FromMinutes(15));
        await TurnAsync(_app.Services);
        Assert.That(await _app.Database.ColumnAsync(Runs), Is.EqualTo(new[] { "manual running 09:00" }));

        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        await TurnAsync(_app.Services);

        Assert.That(await _app.Database.ColumnAsync(Runs), Is.EqualTo(new[] { "manual timed_out 09:00" }));
    }

    [Test]
    public async Task A_worker_that_works_long_keeps_its_lease()
    {
        var run = await BeginAsync();
        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);
        var work = new TaskCompletionSource<int>();

        var beating = scope.ServiceProvider.GetRequiredService<RunHeartbeat>().WhileAsync(run.Run.RunId, () => work.Task);
        for (var third = 1; third <= 4; third++)
        {
            _app.Clock.Advance(RunHeartbeat.Interval);
            var until = _app.Clock.GetUtcNow().AddMinutes(1).ToString("O");
            await _app.Database.HoldsAsync($"select lease_until = '{until}' from worker_runs");
        }

        work.SetResult(42);
        Assert.That(await beating, Is.EqualTo(42));
    }

    [Test]
    public async Task The_worker_role_runs_the_ticker()
    {
        await using var app = await CavraApp.StartAsync(ConnectorFile, worker: true);

        await app.Database.HoldsAsync("select count(*) > 0 from worker_runs where state = 'succeeded'");

        Assert.That(await app.Database.ColumnAsync(Runs), Is.EqualTo(new[] { "schedule succeeded 09:00" }));
    }

    private async Task TurnAsync(IServiceProvider services)
    {
        await using var scope = await services.WorkerScopeAsync(_app.Database);
        Assert.That(await scope.ServiceProvider.GetRequiredService<ScheduleTurn>().TakeAsync(CancellationToken.None), Is.Null);
    }

    private async Task<BegunRun> BeginAsync()
    {
        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);
        var begun = await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(new BeginDryRun(), CancellationToken.None);
        Assert.That(begun.Refusal, Is.Null);
        return begun.Value;
    }

    /// <summary>Another process on the same database, with the same clock.</summary>
    private WebApplication Another() => ApiHost.Build(
        [], _app.Database.ConnectionString,
        builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_app.Clock)),
        new Dictionary<string, string?> { ["CAVRA_ROLES"] = "api" });
}
