using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Testing;

/// <summary>Failed audit deliveries that tests of plans and runs start from, and scopes to act as the worker in.</summary>
internal static class GivenFailures
{
    public const string Deliveries = GivenDrills.Root + "/acknowledgements/audit-delivery";

    /// <summary>Two connectors of one provider; nothing is sent through them.</summary>
    public const string ConnectorFile =
        """
        connectors:
          siem:
            provider: webhook
            url: https://siem.example.com/cavra
          itsm:
            provider: webhook
            url: https://itsm.example.com/cavra
        """;

    /// <summary>A scope that acts as the worker of the database's workspace.</summary>
    public static async Task<AsyncServiceScope> WorkerScopeAsync(this IServiceProvider services, TestDatabase database)
    {
        var workspace = await database.WorkspaceAsync();
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller =
            Caller.ForWorker(workspace, database.WorkspaceName, "worker-test", new PolicyReference(1, "sha256:0"));
        return scope;
    }

    /// <summary>An audit delivery to one connector, each attempt of which has failed.</summary>
    /// <param name="app">Where.</param>
    /// <param name="connector">To which connector.</param>
    /// <param name="attempts">How many failed attempts; 0 for one that is held by a missing connector.</param>
    public static async Task<Destination> FailAsync(this CavraApp app, string connector = "siem", int attempts = 1)
    {
        await using var scope = await app.Services.WorkerScopeAsync(app.Database);
        var db = scope.ServiceProvider.GetRequiredService<ICavraDbContext>();
        var call = scope.ServiceProvider.GetRequiredService<Call>();
        var found = scope.ServiceProvider.GetRequiredService<IConnectorCatalog>().Find(connector)!;
        var (now, by) = (app.Clock.GetUtcNow(), call.Caller.Actor);
        var package = AuditPackage.Pack(call.Workspace, new AuditPackageFilter(null, null, null), [], 0, _ => "sha256:0", by, now);
        var delivery = AuditDelivery.Of(package, connector, [found], AuditDelivery.DefaultCadence, null, by, now);
        var what = DeliveryEvent.Of(
            call.Workspace, DeliverySource.AcknowledgementAudit, delivery.Id.ToString(), "schema.v1", "{}", EventLinks.None, now);
        var destination = Destination.Of(what, found, delivery, now);
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            Fail(destination, attempt == 0 ? AttemptGrounds.Automatic : AttemptGrounds.Governed, found.Fingerprint, now);
        }

        if (attempts == 0)
        {
            Assert.That(destination.Hold(HoldReason.ConnectorMissing, Worker, until: null, now).Refusal, Is.Null);
        }

        db.AuditPackages.Add(package);
        db.AuditDeliveries.Add(delivery);
        db.DeliveryEvents.Add(what);
        db.Destinations.Add(destination);
        await db.SaveChangesAsync(CancellationToken.None);
        return destination;
    }

    private static WorkerProcess Worker { get; } = new("worker-test", "0");

    private static void Fail(Destination destination, AttemptGrounds grounds, string fingerprint, DateTimeOffset now)
    {
        var begun = destination.Begin(Worker, grounds, fingerprint, TimeSpan.FromMinutes(2), now);
        Assert.That(begun.Refusal, Is.Null);
        var recorded = destination.Record(begun.Value, Failure(now), now);
        Assert.That(recorded.Refusal, Is.Null);
    }

    private static AttemptReport Failure(DateTimeOffset at) => new()
    {
        Outcome = DeliveryOutcome.Failed,
        FailureClass = FailureClass.ServerError,
        StatusCode = 503,
        StartedAt = at,
        CompletedAt = at,
        Fault = Fault.Theirs,
        Error = "The receiver failed.",
        Request = new RequestSummary("POST", "https://siem.example.com", new Dictionary<string, string>()),
    };
}
