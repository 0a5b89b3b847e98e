using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>One event on its way to one connector: what fails, is planned, approved, tried again and closed.</summary>
/// <remarks>
/// Its state changes in <c>Destination.Attempts.cs</c> (what is sent and what came of it) and <c>Destination.Review.cs</c>
/// (what people decide about it).
/// </remarks>
public sealed partial class Destination
{
    /// <summary>How many failed status codes are kept, newest last; as many as a policy can allow attempts.</summary>
    public const int StatusCodesKept = RetryPolicy.MostAttempts;

    private Destination()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DestinationId Id { get; init; }

    public required DeliveryEventId EventId { get; init; }

    public required DeliverySource Source { get; init; }

    /// <summary>Only audit deliveries have one.</summary>
    public AuditPackageId? AuditId { get; init; }

    /// <summary>Only audit deliveries have one.</summary>
    public AuditDeliveryId? DeliveryId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    /// <summary>Key of the trouble that an alert is of; null for everything else.</summary>
    public string? Episode { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As stored; a lease may have run out since, see <see cref="EffectiveState"/>.</summary>
    public DestinationState State { get; private set; } = DestinationState.Pending;

    /// <summary>Number of the newest attempt begun; 0 when none was.</summary>
    public int AttemptNumber { get; private set; }

    public int FailedAttempts { get; private set; }

    /// <summary>When it first failed or was held: the beginning of its loop. Stays after the end.</summary>
    public DateTimeOffset? OpenSince { get; private set; }

    public DateTimeOffset? LastAttemptAt { get; private set; }

    public DateTimeOffset? LastFailedAt { get; private set; }

    public FailureClass? LastFailureClass { get; private set; }

    /// <summary>Statuses of the failed attempts, oldest first, 0 for unreachable; none for interrupted ones.</summary>
    public IReadOnlyList<int> FailedStatusCodes { get; private set; } = [];

    /// <summary>The receiver asked to be left alone until then.</summary>
    public DateTimeOffset? RetryAfterUntil { get; private set; }

    /// <summary>When the delivery engine shall take it up by itself; null when it never will.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>The connector's fingerprint when the newest attempt began.</summary>
    public string? ConnectorFingerprint { get; private set; }

    /// <summary>Who makes the newest attempt; null once its result, or that it has none, is recorded.</summary>
    public WorkerProcess? LeaseHolder { get; private set; }

    /// <summary>When the newest attempt counts as interrupted; null together with the holder.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Whether the newest attempt was interrupted, so that nobody knows whether the receiver has the event.</summary>
    public bool IsOutcomeUnknown { get; private set; }

    /// <summary>Whether the newest attempt was a governed retry.</summary>
    public bool IsRetryGoverned { get; private set; }

    /// <summary>Whether the newest attempt was a governed retry that nobody had to accept.</summary>
    public bool IsReviewWaived { get; private set; }

    /// <summary>Null unless held.</summary>
    public HoldReason? HoldReason { get; private set; }

    /// <summary>How it was delivered; null unless it was.</summary>
    public DeliveryOutcome? Outcome { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>When it first was in a retry plan. Written with the plan, for all its destinations in one statement.</summary>
    public DateTimeOffset? NoticedAt { get; private set; }

    /// <summary>The newest review; null when nobody reviewed it.</summary>
    public DestinationReview? Review { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Resolved or dismissed; null unless closed.</summary>
    public RetryAcknowledgementState? ClosedAs { get; private set; }

    /// <summary>Null unless closed.</summary>
    public Actor? ClosedBy { get; private set; }

    /// <summary>Whether it is tried again without anybody's decision.</summary>
    public bool RepeatsByItself => Source is not DeliverySource.AcknowledgementAudit;

    /// <summary>Whether it is held for that very reason: holding it once more would say nothing new.</summary>
    public bool IsHeldFor(HoldReason reason) => State is DestinationState.Held && HoldReason == reason;

    /// <summary>Addresses an event to a connector; the first attempt is due at once.</summary>
    public static Destination Of(DeliveryEvent what, Connector connector, AuditDelivery? delivery, DateTimeOffset now) => new()
    {
        WorkspaceId = what.WorkspaceId,
        Id = Ids.New<DestinationId>(now),
        EventId = what.Id,
        Source = what.Source,
        AuditId = delivery?.AuditId,
        DeliveryId = delivery?.Id,
        Connector = connector.Name,
        Provider = connector.Provider,
        Episode = what.Links.Episode,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    /// <summary>The state with a lease that has run out counted as the failure it is.</summary>
    public DestinationState EffectiveState(DateTimeOffset now) => HasLeaseRunOut(now) ? DestinationState.Failed : State;

    /// <summary>Whether it is an open loop, or would be one if its source opened loops: failed or held.</summary>
    public bool IsOpen(DateTimeOffset now) => EffectiveState(now) is DestinationState.Failed or DestinationState.Held;

    /// <summary>What the rules need to know of it, a lease that has run out counted as a failed attempt.</summary>
    public DestinationSummary StandingAt(DateTimeOffset now)
    {
        var isInterrupted = HasLeaseRunOut(now);

        return new DestinationSummary
        {
            Id = Id,
            EventId = EventId,
            DeliveryId = DeliveryId,
            AuditId = AuditId,
            Connector = Connector,
            Provider = Provider,
            State = EffectiveState(now),
            AttemptNumber = AttemptNumber,
            FailedAttempts = isInterrupted ? FailedAttempts + 1 : FailedAttempts,
            OpenSince = OpenSince ?? (isInterrupted ? LeaseUntil : null) ?? CreatedAt,
            LastAttemptAt = LastAttemptAt,
            LastFailedAt = isInterrupted ? LeaseUntil : LastFailedAt,
            LastFailureClass = isInterrupted ? FailureClass.Interrupted : LastFailureClass,
            FailedStatusCodes = FailedStatusCodes,
            RetryAfterUntil = isInterrupted ? null : RetryAfterUntil,
            ConnectorFingerprint = ConnectorFingerprint,
            DeferredUntil = Review?.DeferredUntil,
            IsNoticed = NoticedAt is not null,
        };
    }

    private bool HasLeaseRunOut(DateTimeOffset now) => State is DestinationState.Sending && LeaseUntil <= now;
}

/// <summary>Names one destination: one event on its way to one connector.</summary>
public readonly record struct DestinationId(Guid Value) : IId<DestinationId>
{
    public static string Prefix => "gordackdest";

    public static DestinationId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
