using Cavra.Application.Operations;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Access;

public sealed class IdempotencyLifetimeTests
{
    private const string Key = "nightly-ghp_0123456789abcdefghijklmnopqrstuvwxyz";

    private const string RetryPlans =
        "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery/retry-plan";

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task A_key_counts_for_a_day_and_is_new_after_that()
    {
        var first = await RecordAsync("d-1");
        _app.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(10));
        var replayed = await RecordAsync("d-1");
        var otherRequest = await RecordAsync("d-2");
        _app.Clock.Advance(TimeSpan.FromTicks(10));
        var anew = await RecordAsync("d-2");
        var again = await RecordAsync("d-2");

        Assert.That(replayed.Ok().ToJsonString(), Is.EqualTo(first.Ok().ToJsonString()));
        otherRequest.Problem(422, "idempotency.key_reused");
        Assert.That(anew.Response.Headers.Contains("Idempotency-Replayed"), Is.False);
        Assert.That(again.Ok().ToJsonString(), Is.EqualTo(anew.Ok().ToJsonString()));
        Assert.That(again.Response.Headers.Contains("Idempotency-Replayed"), Is.True);
        Assert.That(await RecordsAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_replay_has_the_address_and_the_version_of_the_first_answer()
    {
        var first = await _app.Admin.PostJsonAsync(RetryPlans, new { }, "plan-1");
        var replayed = await _app.Admin.PostJsonAsync(RetryPlans, new { }, "plan-1");

        Assert.That(first.Response.Headers.ETag, Is.Not.Null);
        Assert.That(replayed.Created().ToJsonString(), Is.EqualTo(first.Created().ToJsonString()));
        Assert.That(replayed.Response.Headers.ETag, Is.EqualTo(first.Response.Headers.ETag));
        Assert.That(replayed.Response.Headers.Location, Is.EqualTo(first.Response.Headers.Location));
    }

    [Test]
    public async Task Of_several_that_use_an_outlived_key_at_once_one_has_it()
    {
        await RecordAsync("d-1");
        _app.Clock.Advance(TimeSpan.FromHours(24));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RecordAsync("d-2")));

        Assert.That(answers.Count(answer => answer.Response.IsSuccessStatusCode), Is.GreaterThanOrEqualTo(1));
        Assert.That(answers.Where(answer => !answer.Response.IsSuccessStatusCode).Select(answer => (int)answer.Status), Is.All.EqualTo(409));
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries WHERE kind = 'go-backend-rollback-drill-record'"), Is.EqualTo(2));
    }

    [Test]
    public async Task Keys_that_no_longer_count_are_purged()
    {
        await RecordAsync("d-1");
        _app.Clock.Advance(TimeSpan.FromHours(12));
        (await _app.Admin.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill("d-2", "2026-11-01T08:00:00Z"), "another")).Ok();
        _app.Clock.Advance(TimeSpan.FromHours(12));

        await PurgeAsync();

        Assert.That(await RecordsAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_purged_is_what_counts_no_longer_to_the_second()
    {
        var first = await RecordAsync("d-1");
        _app.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));

        await PurgeAsync();

        Assert.That(await RecordsAsync(), Is.EqualTo(1));
        Assert.That((await RecordAsync("d-1")).Ok().ToJsonString(), Is.EqualTo(first.Ok().ToJsonString()));
        _app.Clock.Advance(TimeSpan.FromSeconds(1));

        await PurgeAsync();

        Assert.That(await RecordsAsync(), Is.Zero);
        Assert.That((await RecordAsync("d-1")).Response.Headers.Contains("Idempotency-Replayed"), Is.False);
    }

    [Test]
    public async Task A_purge_takes_a_thousand_at_once_oldest_first_and_those_of_its_own_workspace_alone()
    {
        using var other = await _app.OpenWorkspaceAsync("purged-by-nobody", RoleTable.Roles);
        await RecordAsync("d-1");
        (await other.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill("d-1", "2026-11-01T08:00:00Z"), Key)).Ok();
        await CopyAsync(_app.Database.WorkspaceName, 2_004);
        await CopyAsync("purged-by-nobody", 4);
        var newest = await _app.Database.ScalarAsync<DateTime>("SELECT max(created_at) FROM idempotency_records");
        _app.Clock.Advance(TimeSpan.FromHours(24));

        Assert.That(await PurgeAsync(), Is.EqualTo(TimeSpan.Zero), "there is more to do");
        Assert.That(await RecordsAsync(), Is.EqualTo(1_005));
        Assert.That(await _app.Database.ScalarAsync<DateTime>("SELECT max(created_at) FROM idempotency_records"), Is.EqualTo(newest));
        Assert.That(await PurgeAsync(), Is.EqualTo(TimeSpan.Zero));
        Assert.That(await PurgeAsync(), Is.Null, "nothing is left to do");
        Assert.That(await RecordsAsync(), Is.Zero);
        Assert.That(
            await _app.Database.ScalarAsync<long>(
                "SELECT count(*) FROM public.idempotency_records WHERE workspace_id = (SELECT id FROM public.workspaces WHERE name = 'purged-by-nobody')"),
            Is.EqualTo(5));
    }

    [Test]
    public async Task A_key_is_kept_as_a_keyed_hash()
    {
        await RecordAsync("d-1");

        Assert.That(await _app.Database.ColumnAsync("SELECT key_digest FROM idempotency_records"), Has.One.Matches("^[0-9a-f]{64}$"));
        Assert.That(await _app.Database.EverythingAsync(), Does.Not.Contain(Key));
        Assert.That(_app.Log.Text, Does.Not.Contain(Key));
    }

    private Task<Answer> RecordAsync(string drill) =>
        _app.Admin.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill(drill, "2026-11-01T08:00:00Z"), Key);

    private async Task<TimeSpan?> PurgeAsync()
    {
        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);
        return await scope.ServiceProvider.GetRequiredService<PurgeTurn>().TakeAsync(CancellationToken.None);
    }

    // Each a second older than the one before.
    private Task CopyAsync(string workspace, int count) => _app.Database.ExecuteAsync(
        $"""
        INSERT INTO public.idempotency_records (workspace_id, credential, key_digest, request_digest, created_at, lease_until)
        SELECT workspace_id, credential, 'copy-' || number, request_digest, created_at - number * interval '1 second', lease_until
        FROM public.idempotency_records, generate_series(1, {count}) AS number
        WHERE workspace_id = (SELECT id FROM public.workspaces WHERE name = '{workspace}') AND key_digest NOT LIKE 'copy-%'
        """);

    private Task<long> RecordsAsync() => _app.Database.ScalarAsync<long>("SELECT count(*) FROM idempotency_records");
}
