using System.Text.Json.Nodes;
using Cavra.Api.Approvals;
using Cavra.Api.AuditDeliveries;
using Cavra.Api.HealthAlerts;
using Cavra.Api.Notifications;
using Cavra.Api.WorkerRuns;
using Cavra.Application.Evidence;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Loops;
using Cavra.Domain.Notifications;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Api.OpenApi;

/// <summary>The closed sets of words that parameters of queries take, read off the code that coined the words.</summary>
internal static class WireWords
{
    private static readonly Dictionary<string, IReadOnlyList<string>> OfEveryFilter = new()
    {
        ["acknowledgement_state"] = EvidenceFilterValidator.AcknowledgementStates,
        ["alert_level"] = WireName.All<AlertLevel>(),
        ["category"] = WireName.All<RouteCategory>(),
        ["connector_delivery_source"] = [.. Enum.GetValues<DeliverySource>().Select(WireNames.Of)],
        ["failure_class"] = WireName.All<FailureClass>(),
        ["gate"] = WireName.All<Gate>(),
        ["metadata_kind"] = WireNames.Kinds,
    };

    // Words that mean something else to another filter.
    private static readonly Dictionary<(Type Filter, string Name), IReadOnlyList<string>> OfOneFilter = new()
    {
        [(typeof(AuditDeliveryEndpoints.DestinationsFilter), "state")] = WireName.All<DestinationState>(),
        [(typeof(ApprovalEndpoints.ApprovalFilter), "state")] = WireName.All<ApprovalState>(),
        [(typeof(ApprovalEndpoints.ExecutionFilter), "execution_status")] = WireName.All<ExecutionStatus>(),
        [(typeof(WorkerRunEndpoints.RunFilter), "state")] = WireName.All<RunState>(),
        [(typeof(NotificationReadEndpoints.RouteFilter), "action")] = WireName.All<RouteAction>(),
        [(typeof(HealthAlertEndpoints.AlertFilter), "acknowledgement_state")] = WireName.All<AcknowledgementState>(),
    };

    /// <summary>The words that a parameter takes; null where any text will do.</summary>
    public static IList<JsonNode>? Of(Type filter, string name) =>
        (OfOneFilter.GetValueOrDefault((filter, name)) ?? OfEveryFilter.GetValueOrDefault(name)) is { } words
            ? [.. words.Select(word => (JsonNode)word)]
            : null;
}
