using System.Text.Json.Nodes;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.WorkerHealth;

/// <summary>
/// Cavra with a receiver for each connector, and whatever can go wrong with its worker: stored as the worker itself would have
/// stored it.
/// </summary>
internal sealed class HealthScene : IAsyncDisposable
{
    public const string Audit = GivenFailures.Deliveries;

    public const string Health = Audit + "/worker-health";

    private static readonly WorkerProcess AWorker = new("worker-1", "0.1.0");

    private readonly CavraApp _cavra;

    private HealthScene(CavraApp app, FailingReceiver siem, FailingReceiver chat, FailingReceiver boss) =>
        (_cavra, App, Siem, Chat, Boss) = (app, app, siem, chat, boss);

    /// <summary>Cavra, as the test's workspace sees it.</summary>
    public CavraApp App { get; private set; }

    public FailingReceiver Siem { get; }

    /// <summary>Takes alerts.</summary>
    public FailingReceiver Chat { get; }

    /// <summary>Takes escalations.</summary>
    public FailingReceiver Boss { get; }

    public DateTimeOffset Now => App.Clock.GetUtcNow();

    /// <param name="alerts">Whether chat takes alerts.</param>
    /// <param name="chatMembers">Members of the chat's connector by its receiver's port; a webhook's where nothing is said.</param>
    /// <param name="failureLimit">How many failures in a row of the siem are its limit.</param>
    public static async Task<HealthScene> StartAsync(
        bool alerts = true, Func<int, string>? chatMembers = null, int failureLimit = Connector.DefaultFailureLimit)
    {
        var (siem, chat, boss) =
            (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        var connectors =
            $$"""
            connectors:
              siem: { provider: webhook, url: "http://127.0.0.1:{{siem.Port}}/siem", allow_networks: ["127.0.0.0/8"], failure_limit: {{failureLimit}} }
              chat: { {{chatMembers?.Invoke(chat.Port) ?? $"provider: webhook, url: \"http://127.0.0.1:{chat.Port}/chat\""}}, allow_networks: ["127.0.0.0/8"], alerts: {{(alerts ? "true" : "false")}} }
              boss: { provider: webhook, url: "http://127.0.0.1:{{boss.Port}}/boss", allow_networks: ["127.0.0.0/8"], escalation: true }
            """;
        return new HealthScene(await CavraApp.StartAsync(connectors), siem, chat, boss);
    }

    /// <summary>Worker health, as a client reads it.</summary>
    public async Task<JsonObject> HealthAsync(string query = "") => (await App.Admin.GetJsonAsync(Health + query)).Ok();

    /// <summary>An audit delivery that has failed so often, for the first time now.</summary>
    public async Task<Destination> AFailedDeliveryAsync(string connector = "siem", int failures = 1) => await AsWorkerAsync(async scope =>
    {
        var destination = Open(scope, connector);
        for (var attempt = 1; attempt <= failures; attempt++)
        {
            var begun = destination.Begin(
                AWorker, attempt == 1 ? AttemptGrounds.Automatic : AttemptGrounds.Governed, "f1", TimeSpan.FromMinutes(2), Now);
            Assert.That(begun.Refusal, Is.Null);
            var recorded = destination.Record(begun.Value, Failure(), Now);
            Assert.That(recorded.Refusal, Is.Null);
            scope.Db.Attempts.Add(recorded.Value);
        }

        await scope.Db.SaveChangesAsync(default);
        return destination;
    });

    /// <summary>An audit delivery whose worker has died while it was sending, and whose lease has run out.</summary>
    public async Task<Destination> AnAbandonedDeliveryAsync()
    {
        var abandoned = await AsWorkerAsync(async scope =>
        {
            var destination = Open(scope, "siem");
            Assert.That(destination.Begin(AWorker, AttemptGrounds.Automatic, "f1", TimeSpan.FromMinutes(1), Now).Refusal, Is.Null);
            await scope.Db.SaveChangesAsync(default);
            return destination;
        });
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        return abandoned;
    }

    /// <summary>A retry plan over what is open.</summary>
    public Task APlanAsync() => AsWorkerAsync(async scope =>
    {
        scope.Db.RetryPlans.Add(RetryPlan.Over(
            scope.Workspace, [], new Dictionary<string, ConnectorCondition>(), RetryPolicy.Default, scope.Caller.Actor, Now));
        return await scope.Db.SaveChangesAsync(default);
    });

    /// <summary>A worker run that has just started.</summary>
    public Task<WorkerRun> ARunAsync(Action<WorkerRun>? then = null) => AsWorkerAsync(async scope =>
    {
        var run = WorkerRun.Start(
            new RunOrder
            {
                WorkspaceId = scope.Workspace,
                Trigger = RunTrigger.Schedule,
                Mode = RunMode.DryRun,
                Window = new IntervalWindows(30).At(Now),
                Terms = new WorkerTerms(),
                WorkerName = AWorker.Name,
                StartedBy = scope.Caller.Actor,
            },
            Now);
        then?.Invoke(run);
        scope.Db.WorkerRuns.Add(run);
        await scope.Db.SaveChangesAsync(default);
        return run;
    });

    /// <summary>The schedule, switched off.</summary>
    public Task ADisabledScheduleAsync() => AsWorkerAsync(async scope =>
    {
        var schedule = WorkerSchedule.Default(scope.Workspace, Now);
        Assert.That(schedule.Redefine(new WorkerTerms { Enabled = false }, "dana", Now).Refusal, Is.Null);
        scope.Db.WorkerSchedules.Add(schedule);
        return await scope.Db.SaveChangesAsync(default);
    });

    /// <summary>A connector whose circuit has opened.</summary>
    public Task AnOpenCircuitAsync(string connector) => AsWorkerAsync(async scope =>
    {
        var state = ConnectorState.Of(scope.Workspace, connector);
        for (var failure = 0; failure < CircuitBreaker.FailuresInARow; failure++)
        {
            state.Apply(Failure(), Now);
        }

        scope.Db.ConnectorStates.Add(state);
        return await scope.Db.SaveChangesAsync(default);
    });

    /// <summary>Does something as one replica of the worker does it: in a scope of its own.</summary>
    public async Task<T> AsWorkerAsync<T>(Func<WorkerScope, Task<T>> work)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var workspace = await App.Database.WorkspaceAsync();
        var caller = Caller.ForWorker(workspace, App.Workspace, AWorker.Name, new PolicyReference(1, "sha256:0"));
        scope.ServiceProvider.GetRequiredService<Call>().Caller = caller;
        return await work(new WorkerScope(
            scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ICavraDbContext>(), caller));
    }

    /// <summary>A new workspace for one test, and receivers that have got nothing yet.</summary>
    public async Task NewWorkspaceAsync()
    {
        App = await _cavra.NewWorkspaceAsync();
        Siem.Reset();
        Chat.Reset();
        Boss.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _cavra.DisposeAsync();
        await Siem.DisposeAsync();
        await Chat.DisposeAsync();
        await Boss.DisposeAsync();
    }

    private Destination Open(WorkerScope scope, string name)
    {
        var connector = new Connector(name, "webhook", true, false, false, "f1", null);
        var package = AuditPackage.Pack(
            scope.Workspace, new AuditPackageFilter(null, null, null), [], omitted: 0, _ => "sha256:0", scope.Caller.Actor, Now);
        var delivery = AuditDelivery.Of(package, name, [connector], AuditDelivery.DefaultCadence, null, scope.Caller.Actor, Now);
        var what = DeliveryEvent.Of(
            scope.Workspace, DeliverySource.AcknowledgementAudit, delivery.Id.ToString(), "schema.v1", "{}", EventLinks.None, Now);
        var destination = Destination.Of(what, connector, delivery, Now);
        scope.Db.AuditPackages.Add(package);
        scope.Db.AuditDeliveries.Add(delivery);
        scope.Db.DeliveryEvents.Add(what);
        scope.Db.Destinations.Add(destination);
        return destination;
    }

    private AttemptReport Failure() => new()
    {
        Outcome = DeliveryOutcome.Failed,
        FailureClass = FailureClass.ServerError,
        StatusCode = 503,
        Fault = Fault.Theirs,
        Error = "The receiver failed.",
        StartedAt = Now,
        CompletedAt = Now,
        Request = new RequestSummary("POST", "https://siem.example", new Dictionary<string, string>()),
    };
}

/// <summary>What one replica of the worker works with.</summary>
internal sealed record WorkerScope(IServiceProvider Services, ICavraDbContext Db, Caller Caller)
{
    public WorkspaceId Workspace => Caller.Workspace;
}
