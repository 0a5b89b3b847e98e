using System.Text.Json.Nodes;
using Cavra.Api.Tests.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cavra.Api.Tests.AuditDeliveries;

public sealed class AttemptRetentionTurnTests
{
    private AuditScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await AuditScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task The_attempts_of_a_closed_loop_go_after_400_days_and_those_of_an_open_one_never()
    {
        _scene.Siem.Answers(503);
        await _scene.DeliverAsync("siem-webhook");
        var closedAt = _scene.App.Clock.GetUtcNow();
        await DismissAsync();
        await _scene.DeliverAsync("siem-webhook");
        var (open, closed) = (await OnlyAsync("failed"), await OnlyAsync("closed"));
        var evidence = await CountAsync("evidence_entries");

        await TakeTurnAsync(closedAt.AddDays(400).AddSeconds(-1));
        Assert.That((await ShowAsync(closed)).At("attempts").AsArray(), Has.Count.EqualTo(1), "a second is missing");

        await TakeTurnAsync(closedAt.AddDays(400));

        var (gone, kept) = (await ShowAsync(closed), await ShowAsync(open));
        Assert.Multiple(() =>
        {
            Assert.That((gone.At("attempts").AsArray().Count, gone.Flag("attempts_removed")), Is.EqualTo((0, true)));
            Assert.That((gone.Number("attempts_omitted_count"), gone.Number("destination.failed_attempts")), Is.EqualTo((0, 1)));
            Assert.That((gone.Flag("loop.open"), gone["destination"]!["latest_attempt"]), Is.EqualTo((false, (JsonNode?)null)));
            Assert.That((kept.At("attempts").AsArray().Count, kept.Flag("attempts_removed")), Is.EqualTo((1, false)));
            Assert.That(kept.Flag("loop.open"), Is.True);
        });
        Assert.That(await CountAsync("attempts"), Is.EqualTo(1));
        Assert.That(await CountAsync("evidence_entries"), Is.EqualTo(evidence), "the evidence of them stays");
    }

    [Test]
    public async Task Every_reader_answers_where_attempts_were_removed()
    {
        _scene.Siem.Answers(503);
        await _scene.DeliverAsync();
        await DismissAsync();
        var closed = await OnlyAsync("closed");
        await TakeTurnAsync(_scene.App.Clock.GetUtcNow().AddDays(400));
        Assert.That(await CountAsync("attempts"), Is.Zero);

        foreach (var path in new[]
        {
            $"{AuditScene.Audit}/destinations", $"{AuditScene.Audit}/destinations/{closed}", $"{AuditScene.Audit}/loops",
            $"{AuditScene.Audit}/retry-plans", $"{AuditScene.Audit}/retry-execution-records", "/connectors", "/connectors/siem-webhook",
            "/connectors/webhook", "/statistics/days?days=90", $"{AuditScene.Audit}/worker-health",
            $"{AuditScene.Audit}/retry-recovery-report", "/evidence/entries",
        })
        {
            Assert.That((await _scene.Client.GetJsonAsync(path)).Status, Is.EqualTo(System.Net.HttpStatusCode.OK), path);
        }

        Assert.That((await _scene.DestinationsAsync()).Select(item => item!["latest_attempt"]), Is.EqualTo(new JsonNode?[] { null, null }));
        (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan", new { })).Created();
    }

    [Test]
    public async Task More_than_a_batch_goes_and_what_stays_holds_up_nothing()
    {
        _scene.Siem.Answers(503);
        await _scene.DeliverAsync();
        using var other = await _scene.App.OpenWorkspaceAsync("keeps-its-attempts", RoleTable.Roles);
        (await other.PostJsonAsync(AuditScene.Audit, new { delivery_provider = "webhook", retries = 0 })).Ok();
        await CopyAsync("failed", AttemptRetentionTurn.Batch);
        await CopyAsync("delivered", AttemptRetentionTurn.Batch + 100);

        await TakeTurnAsync(_scene.App.Clock.GetUtcNow().AddDays(400));

        Assert.That(await CountAsync("attempts"), Is.EqualTo(AttemptRetentionTurn.Batch + 1), "those of what failed");
        Assert.That(
            await _scene.Database.ScalarAsync<long>(
                "SELECT count(*) FROM public.attempts WHERE workspace_id = (SELECT id FROM public.workspaces WHERE name = 'keeps-its-attempts')"),
            Is.EqualTo(1));
    }

    // The turn alone has gone that far: whatever else waits in the process would have to be woken all the way.
    private async Task TakeTurnAsync(DateTimeOffset at)
    {
        await using var scope = await _scene.App.Services.WorkerScopeAsync(_scene.Database);
        var turn = ActivatorUtilities.CreateInstance<AttemptRetentionTurn>(scope.ServiceProvider, new FakeTimeProvider(at));
        Assert.That(await turn.TakeAsync(CancellationToken.None), Is.Null);
    }

    private async Task DismissAsync()
    {
        var plan = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan", new { })).Created().Text("plan.retry_plan_id");
        (await _scene.Client.PostJsonAsync(
            $"{AuditScene.Audit}/retry-plans/{plan}/acknowledgements",
            new { provider = "siem-webhook", acknowledgement_state = "dismissed", notes = "Not needed." })).Ok();
        _scene.App.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task<string> OnlyAsync(string state) => (await _scene.DestinationsAsync($"?state={state}")).Single()!.Text("destination_id");

    private async Task<JsonObject> ShowAsync(string id) => (await _scene.Client.GetJsonAsync($"{AuditScene.Audit}/destinations/{id}")).Ok();

    private Task<long> CountAsync(string table) => _scene.Database.ScalarAsync<long>($"SELECT count(*) FROM {table}");

    // The first ids of the copies' own millisecond: the end of an id says nothing.
    private async Task CopyAsync(string state, int count)
    {
        var workspace = $"(SELECT id FROM public.workspaces WHERE name = '{_scene.Database.WorkspaceName}')";
        string Id(string column) => $"overlay({column}::text PLACING lpad(to_hex(copy), 12, '0') FROM 25)";
        await _scene.Database.ExecuteAsync(
            $"""
            INSERT INTO public.attempts
            SELECT (jsonb_populate_record(attempt, jsonb_build_object(
                'id', {Id("attempt.id")}, 'destination_id', {Id("attempt.destination_id")}))).*
            FROM public.attempts AS attempt JOIN public.destinations AS destination
                ON destination.workspace_id = attempt.workspace_id AND destination.id = attempt.destination_id,
                generate_series(1, {count}) AS copies(copy)
            WHERE attempt.workspace_id = {workspace} AND destination.state = '{state}';
            INSERT INTO public.destinations
            SELECT (jsonb_populate_record(destination, jsonb_build_object('id', {Id("destination.id")}))).*
            FROM public.destinations AS destination, generate_series(1, {count}) AS copies(copy)
            WHERE destination.workspace_id = {workspace} AND destination.state = '{state}';
            """);
    }
}
