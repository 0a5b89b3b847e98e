using System.ComponentModel.DataAnnotations;
using Cavra.Application.Evidence;
using Cavra.Application.Wire;

namespace Cavra.Api.Evidence;

/// <summary>What the lists of records and of evidence entries can be narrowed to.</summary>
internal sealed record RecordFilter(
    string? ScheduleId = null, string? Provider = null, string? MetadataKind = null, string? AcknowledgementState = null,
    string? ConnectorDeliverySource = null, bool? DeliverySuccess = null, string? AlertLevel = null, string? AuditId = null,
    string? DeliveryId = null, string? RetryPlanId = null, string? HealthId = null, string? Cadence = null, string? Actor = null,
    DateTimeOffset? Since = null, DateTimeOffset? Until = null,
    [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
    [Range(0, PageRequest.MaxOffset)] int Offset = 0,
    string? Cursor = null)
{
    public PageRequest Page => new(Limit, Offset, Cursor);

    public EvidenceFilter Evidence => new()
    {
        ScheduleId = ScheduleId,
        Provider = Provider,
        MetadataKind = MetadataKind,
        AcknowledgementState = AcknowledgementState,
        ConnectorDeliverySource = ConnectorDeliverySource,
        DeliverySuccess = DeliverySuccess,
        AlertLevel = AlertLevel,
        AuditId = AuditId,
        DeliveryId = DeliveryId,
        RetryPlanId = RetryPlanId,
        HealthId = HealthId,
        Cadence = Cadence,
        Actor = Actor,
        Since = Since,
        Until = Until,
    };
}

/// <summary>What only the list of evidence entries can be narrowed to as well; parameters are documented in this order.</summary>
internal sealed record EntryFilter(
    string? ScheduleId = null, string? Provider = null, string? MetadataKind = null, string? AcknowledgementState = null,
    string? ConnectorDeliverySource = null, bool? DeliverySuccess = null, string? AlertLevel = null, string? AuditId = null,
    string? DeliveryId = null, string? RetryPlanId = null, string? HealthId = null, string? Cadence = null, string? Actor = null,
    string? Action = null, string? Outcome = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null,
    [Range(typeof(long), "0", "9007199254740991")] long? SinceIndex = null,
    [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
    [Range(0, PageRequest.MaxOffset)] int Offset = 0,
    string? Cursor = null)
{
    public PageRequest Page => new(Limit, Offset, Cursor);

    public EvidenceFilter Evidence => Shared.Evidence with { Action = Action, Outcome = Outcome, SinceIndex = SinceIndex };

    private RecordFilter Shared => new(
        ScheduleId, Provider, MetadataKind, AcknowledgementState, ConnectorDeliverySource, DeliverySuccess, AlertLevel, AuditId,
        DeliveryId, RetryPlanId, HealthId, Cadence, Actor, Since, Until);
}
