using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;

namespace Cavra.Domain.Tests.AuditDeliveries;

/// <summary>Destinations in the states that tests start from; asserts every step on the way there.</summary>
internal static class GivenDelivery
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    public static readonly WorkspaceId Workspace = Ids.New<WorkspaceId>(Noon);
    public static readonly Actor Dana = new("dana", "key-1", "cavra:keys", ["operator"]);
    public static readonly WorkerProcess AWorker = new("worker-1", "0.1.0");
    public static readonly Connector Siem = new("siem", "webhook", true, false, false, "f1", null);

    public static DeliveryEvent AnEvent(DeliverySource source = DeliverySource.AcknowledgementAudit) =>
        DeliveryEvent.Of(Workspace, source, "subject", "schema.v1", "{}", EventLinks.None, Noon);

    public static AuditPackage APackage() =>
        AuditPackage.Pack(Workspace, new AuditPackageFilter(null, null, null), [], omitted: 0, _ => "sha256:0", Dana, Noon);

    public static Destination ADestination(
        DeliverySource source = DeliverySource.AcknowledgementAudit, Connector? connector = null, DateTimeOffset? at = null)
    {
        var to = connector ?? Siem;
        var now = at ?? Noon;
        var delivery = source is DeliverySource.AcknowledgementAudit
            ? AuditDelivery.Of(APackage(), to.Name, [to], AuditDelivery.DefaultCadence, null, Dana, now)
            : null;

        return Destination.Of(AnEvent(source), to, delivery, now);
    }

    public static Destination AFailedDestination(
        DeliverySource source = DeliverySource.AcknowledgementAudit, Connector? connector = null, DateTimeOffset? at = null)
    {
        var destination = ADestination(source, connector, at);
        var attempt = destination.Recorded(destination.Begun(at ?? Noon), Failure(at ?? Noon));
        Assert.That(attempt.Outcome, Is.EqualTo(DeliveryOutcome.Failed));
        return destination;
    }

    public static AttemptIntent Begun(
        this Destination destination, DateTimeOffset now, AttemptGrounds grounds = AttemptGrounds.Automatic)
    {
        var begun = destination.Begin(AWorker, grounds, Siem.Fingerprint, Lease, now);
        Assert.That(begun.Refusal, Is.Null);
        return begun.Value;
    }

    public static Attempt Recorded(this Destination destination, AttemptIntent intent, AttemptReport report)
    {
        var recorded = destination.Record(intent, report, report.CompletedAt);
        Assert.That(recorded.Refusal, Is.Null);
        return recorded.Value;
    }

    public static Attempt Interrupted(this Destination destination, DateTimeOffset now)
    {
        var interrupted = destination.LeaseRanOut(now);
        Assert.That(interrupted.Refusal, Is.Null);
        return interrupted.Value;
    }

    public static AttemptReport Success(DateTimeOffset at) => new()
    {
        Outcome = DeliveryOutcome.Accepted,
        StatusCode = 204,
        StartedAt = at,
        CompletedAt = at,
        Request = new RequestSummary("POST", "https://siem.example", new Dictionary<string, string>()),
    };

    public static AttemptReport Failure(
        DateTimeOffset at,
        FailureClass failureClass = FailureClass.ServerError,
        Fault fault = Fault.Theirs,
        TimeSpan? retryAfter = null,
        int statusCode = 503) => Success(at) with
        {
            Outcome = DeliveryOutcome.Failed,
            FailureClass = failureClass,
            StatusCode = statusCode,
            Fault = fault,
            Error = "The receiver failed.",
            RetryAfter = retryAfter,
        };
}
