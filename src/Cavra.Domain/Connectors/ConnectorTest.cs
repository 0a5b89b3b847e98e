using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Connectors;

/// <summary>One event that a person had sent through a connector to see whether it works. It opens no loop and is not repeated.</summary>
public sealed class ConnectorTest : IEvidenced
{
    private ConnectorTest()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required ConnectorTestId Id { get; init; }

    public required DeliveryEventId EventId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    /// <summary>The configuration it was made with.</summary>
    public required string ConnectorFingerprint { get; init; }

    /// <summary>Who asked for it, as documents show it.</summary>
    public required string RequestedBy { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Without a report by then it counts as interrupted.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>What came of it; null until that is known.</summary>
    public AttemptReport? Report { get; private set; }

    public EvidenceFacts Evidence => new(WireNames.ConnectorTestKind, "connector test", Id.ToString(), new Dictionary<string, object?>
    {
        ["test_id"] = Id.ToString(),
        ["event_id"] = EventId.ToString(),
        ["connector"] = Connector,
        ["provider"] = Provider,
        ["state"] = WireName.Of(StateAt(BegunAt)),
        ["outcome"] = Report is { } report ? WireName.Of(report.Outcome) : null,
        ["failure_class"] = Report?.FailureClass is { } failure ? WireName.Of(failure) : null,
        ["status_code"] = Report?.StatusCode,
        ["fault"] = Report is { } told ? WireName.Of(told.Fault) : null,
        ["tries"] = Report?.Tries,
        ["completed_at"] = Report?.CompletedAt,
        ["error"] = Report?.Error,
    });

    /// <summary>Takes the lease for the one attempt; to be committed before anything is sent.</summary>
    public static ConnectorTest Begin(WorkspaceId workspace, Connector connector, Actor by, TimeSpan lease, DateTimeOffset now) => new()
    {
        WorkspaceId = workspace,
        Id = Ids.New<ConnectorTestId>(now),
        EventId = Ids.New<DeliveryEventId>(now),
        Connector = connector.Name,
        Provider = connector.Provider,
        ConnectorFingerprint = connector.Fingerprint,
        RequestedBy = by.Display,
        BegunAt = now,
        LeaseUntil = now + lease,
    };

    /// <summary>Where it stands; without a report nobody knows how it ended once its lease has run out.</summary>
    public ConnectorTestState StateAt(DateTimeOffset now) =>
        Report is { } report ? report.Outcome is DeliveryOutcome.Failed ? ConnectorTestState.Failed : ConnectorTestState.Passed
        : now < LeaseUntil ? ConnectorTestState.Sending
        : ConnectorTestState.Interrupted;

    /// <summary>Records what came of it, in time or late.</summary>
    public Result Record(AttemptReport report)
    {
        if (Report is not null)
        {
            return ConnectorRefusals.TestAlreadyRecorded;
        }

        Report = report;
        return Result.Done;
    }
}

/// <summary>Where a connector test stands.</summary>
public enum ConnectorTestState
{
    Sending,
    Passed,
    Failed,

    /// <summary>Nobody lived to report it: whether the receiver has the event is unknown.</summary>
    Interrupted,
}

/// <summary>Names one test of a connector.</summary>
public readonly record struct ConnectorTestId(Guid Value) : IId<ConnectorTestId>
{
    public static string Prefix => "rct";

    public static ConnectorTestId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
