using System.ComponentModel.DataAnnotations;
using Cavra.Api.Wire;
using Cavra.Application.Evidence;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;

namespace Cavra.Api.Evidence;

/// <summary>The evidence itself, entry by entry.</summary>
internal static class EvidenceEndpoints
{
    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder routes)
    {
        var evidence = routes.MapGroup("/evidence/entries").WithTags("Evidence");
        evidence.MapQuery<EntryFilter, Page<EvidenceView>>(
            "", "ListEvidence", "List evidence entries", (filter, _) => new ListEvidence(filter.Evidence, filter.Page));
        evidence.MapQuery<NoParameters, EvidenceView>(
            "/{evidence_id}", "GetEvidence", "Show an evidence entry",
            (_, http) => new GetEvidence(http.PathId<EvidenceId>("evidence_id")));
        return routes;
    }

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
            Action = Action,
            Outcome = Outcome,
            Since = Since,
            Until = Until,
            SinceIndex = SinceIndex,
        };
    }
}
