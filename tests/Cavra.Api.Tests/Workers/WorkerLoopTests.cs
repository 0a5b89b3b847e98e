using System.Collections.Concurrent;
using Cavra.Api.Tests.Access;
using Cavra.Api.Tests.Evidence;
using Cavra.Application.Access;
using Cavra.Application.Workers;
using Cavra.Infrastructure.Scheduling;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cavra.Api.Tests.Workers;

public sealed class WorkerLoopTests
{
    [TestCase("P0001", TestName = "What is wrong in one workspace stops its own log alone")]
    [TestCase("57P01", TestName = "What is wrong in one workspace stops its own log alone, although it is told as a database that is away")]
    public async Task What_is_wrong_in_one_workspace_stops_its_own_log_alone(string code)
    {
        await using var app = await CavraApp.StartAsync(worker: true);
        using var other = await app.OpenWorkspaceAsync("other", RoleTable.Roles);
        await app.Database.ExecuteAsync(
            $"""
            CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN
                IF NEW.workspace_id = (SELECT id FROM workspaces WHERE name = 'default') THEN RAISE 'cannot be kept' USING ERRCODE = '{code}'; END IF;
                RETURN NEW;
              END $$;
            CREATE TRIGGER fault BEFORE INSERT ON log_checkpoints FOR EACH ROW EXECUTE FUNCTION fault();
            """);
        await app.Database.WriteEntriesAsync(1);

        await Eventually.HoldsAsync("the other workspace's entries are signed", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(500));
            return await app.Database.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM log_checkpoints WHERE workspace_id = (SELECT id FROM workspaces WHERE name = 'other'))");
        });

        await Eventually.HoldsAsync("the fault is said", () => app.Log.Text.Contains("SequencerTurn failed in workspace default", StringComparison.Ordinal));
        Assert.That((await app.Admin.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True);
    }

    [Test]
    public async Task A_cancellation_that_nobody_asked_for_stops_the_turns_of_its_workspace_alone()
    {
        var turns = new TurnsTaken();
        await using var app = await CavraApp.StartAsync(configure: builder => builder.Services
            .AddSingleton(turns).AddScoped<CancelledTurn>().AddSingleton<IHostedService, WorkerLoop<CancelledTurn>>());
        using var other = await app.OpenWorkspaceAsync("other", RoleTable.Roles);

        await Eventually.HoldsAsync("both workspaces have had two turns", () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            return turns.Of("default") > 1 && turns.Of("other") > 1;
        });

        Assert.That(app.Log.Text, Does.Contain("CancelledTurn failed in workspace default: TaskCanceledException"));
        Assert.That(app.Log.Text, Does.Not.Contain("A turn of the cancelled loop failed"), "the round goes on");
    }

    [Test]
    public async Task A_receiver_that_hangs_delays_no_other_workspace_and_no_other_receiver()
    {
        await using var hanging = await FailingReceiver.StartAsync();
        await using var prompt = await FailingReceiver.StartAsync();
        var never = new TaskCompletionSource();
        hanging.AnswersWhen(never.Task);
        await using var app = await CavraApp.StartAsync(GivenDrills.Connectors(prompt, hanging), worker: true);
        using var other = await app.OpenWorkspaceAsync("other", RoleTable.Roles);
        await HoldAsync(app.Admin, "siem-webhook");
        (await app.Admin.PostJsonAsync("/connectors/siem-webhook/resume")).Ok();
        await app.CallUntilAsync("the first workspace's receiver hangs", () => hanging.Requests.Count == 1);

        await HoldAsync(other, "webhook");
        await HoldAsync(app.Admin, "webhook");
        (await other.PostJsonAsync("/connectors/webhook/resume")).Ok();
        (await app.Admin.PostJsonAsync("/connectors/webhook/resume")).Ok();

        await app.CallUntilAsync("both workspaces' deliveries arrive", () => prompt.Requests.Count == 2);
        await app.Database.HoldsAsync("select count(*) = 2 from destinations where state = 'delivered'");
        Assert.That(await app.Database.ScalarAsync<long>("select count(*) from destinations where state = 'sending'"), Is.EqualTo(1));
        never.SetResult();
    }

    [Test]
    public async Task A_workspace_and_each_of_its_connectors_have_no_more_than_their_room_under_way_and_go_on_when_there_is_room_again()
    {
        const int Connectors = (WorkInHand.Room / WorkInHand.ConnectorRoom) + 1;
        const int Each = WorkInHand.ConnectorRoom + 4;
        await using var slow = await FailingReceiver.StartAsync();
        var told = new TaskCompletionSource();
        slow.AnswersWhen(told.Task);
        var names = Enumerable.Range(0, Connectors).Select(number => $"hook-{number}").ToList();
        var file = string.Concat(names.Select(name =>
            $"  {name}: {{ provider: webhook, url: \"http://127.0.0.1:{slow.Port}/{name}\", allow_networks: [127.0.0.0/8], max_concurrency: 256 }}\n"));
        await using var app = await CavraApp.StartAsync($"connectors:\n{file}", worker: true);
        foreach (var name in names)
        {
            (await app.Admin.PostJsonAsync($"/connectors/{name}/pause", new { reason = "Maintenance." })).Ok();
        }

        for (var delivery = 0; delivery < Each; delivery++)
        {
            (await app.Admin.PostJsonAsync(GivenFailures.Deliveries, new { retries = 0, delivery_provider = "all" })).Ok();
        }

        (await app.Admin.PostJsonAsync("/connectors/hook-0/resume")).Ok();
        await app.CallUntilAsync("the connector's room is taken", () => slow.Requests.Count == WorkInHand.ConnectorRoom);
        foreach (var name in names.Skip(1))
        {
            (await app.Admin.PostJsonAsync($"/connectors/{name}/resume")).Ok();
        }

        await app.CallUntilAsync("the workspace's room is taken", () => slow.Requests.Count == WorkInHand.Room);
        var inHand = app.Services.GetRequiredService<WorkInHand>();
        var workspace = await app.Database.WorkspaceAsync();
        Assert.That((inHand.RoomIn(workspace), inHand.RoomAt(workspace, "hook-0")), Is.EqualTo((0, 0)));
        Assert.That(slow.Requests.CountBy(request => request.Path).Max(path => path.Value), Is.EqualTo(WorkInHand.ConnectorRoom));
        told.SetResult();

        await app.CallUntilAsync("the rest is sent", () => slow.Requests.Count == Each * Connectors);
        await app.Database.HoldsAsync($"select count(*) = {Each * Connectors} from destinations where state = 'delivered'");
    }

    [Test]
    public async Task What_resuming_a_connector_releases_is_sent_without_waiting_for_the_next_look()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        await using var app = await CavraApp.StartAsync(GivenDrills.Connectors(receiver, receiver), worker: true);
        await HoldAsync(app.Admin, "webhook");

        (await app.Admin.PostJsonAsync("/connectors/webhook/resume")).Ok();

        await receiver.NextAsync();
        await app.Database.HoldsAsync("select count(*) = 1 from destinations where state = 'delivered'");
    }

    [Test]
    public async Task What_is_due_before_the_next_look_is_sent_when_it_is_due()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        await using var app = await CavraApp.StartAsync(GivenDrills.Connectors(receiver, receiver), worker: true);
        await HoldAsync(app.Admin, "webhook");
        await app.Database.ExecuteAsync("update destinations set state = 'pending', next_attempt_at = '2026-11-02T09:00:00.3Z'");
        (await app.Admin.PostJsonAsync("/connectors/webhook/resume")).Ok();
        app.Services.GetRequiredService<LoopSignals>().Ring(LoopSignals.Delivery);

        await app.Clock.WaitBegunAsync(wait => wait == TimeSpan.FromMilliseconds(300));
        Assert.That(receiver.Requests, Is.Empty);
        app.Clock.Advance(TimeSpan.FromMilliseconds(300));

        await receiver.NextAsync();
        await app.Database.HoldsAsync("select count(*) = 1 from destinations where state = 'delivered'");
    }

    private static async Task HoldAsync(HttpClient client, string connector)
    {
        (await client.PostJsonAsync($"/connectors/{connector}/pause", new { reason = "Maintenance." })).Ok();
        (await client.PostJsonAsync(GivenFailures.Deliveries, new { delivery_provider = connector, retries = 0 })).Ok();
    }
}

/// <summary>A turn that somebody else's cancellation ends in one workspace: a time limit of its own, for example.</summary>
internal sealed class CancelledTurn(Call call, TurnsTaken turns) : IWorkerTurn
{
    public string Name => "cancelled";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        var workspace = call.Caller.WorkspaceName;
        turns.Took(workspace);
        return workspace == "default" ? throw new TaskCanceledException() : Task.FromResult<TimeSpan?>(null);
    }
}

/// <summary>How many turns were taken in which workspace.</summary>
internal sealed class TurnsTaken
{
    private readonly ConcurrentDictionary<string, int> _turns = [];

    public void Took(string workspace) => _turns.AddOrUpdate(workspace, 1, (_, count) => count + 1);

    public int Of(string workspace) => _turns.GetValueOrDefault(workspace);
}

/// <summary>Has the delivery loop take turn after turn while no time passes.</summary>
internal static class Calling
{
    public static Task CallUntilAsync(this CavraApp app, string what, Func<bool> isSo) => Eventually.HoldsAsync(what, () =>
    {
        app.Services.GetRequiredService<LoopSignals>().Ring("delivery");
        return isSo();
    });
}
