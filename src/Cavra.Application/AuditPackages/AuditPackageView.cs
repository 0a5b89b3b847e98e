using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;

namespace Cavra.Application.AuditPackages;

/// <summary>An audit package, as answers show it and, less its notes, as it is delivered.</summary>
public sealed record AuditPackageView(
    string SchemaVersion, string Product, AuditPackageId AuditId, DateTimeOffset GeneratedAt, string GeneratedBy, string ContentDigest,
    AuditPackageFilter Filters, int RouteCount, int OmittedCount, int AcknowledgementCount, int AcknowledgedCount, int ResolvedCount,
    int EscalatedCount, int DismissedCount, int OutstandingCount, AlertLevel AlertLevel, IReadOnlyList<PackagedRouteView> Routes)
{
    public static AuditPackageView Of(AuditPackage package) => new(
        WireNames.AuditPackageSchema, WireNames.Product, package.Id, package.GeneratedAt, package.GeneratedBy.Display,
        package.ContentDigest, package.Filter, package.RouteCount, package.OmittedCount, package.AcknowledgementCount,
        package.AcknowledgedCount, package.ResolvedCount, package.EscalatedCount, package.DismissedCount, package.OutstandingCount,
        package.AlertLevel, [.. package.Routes.Select(PackagedRouteView.Of)]);

    /// <summary>
    /// The digest of a package as it is sent: of that document without this member, and so without the notes, so that whoever
    /// receives it can check it.
    /// </summary>
    public static string DigestOf(AuditPackage package)
    {
        var sent = JsonNode.Parse(Of(package).ToEventData())!.AsObject();
        sent.Remove("content_digest");
        return Domain.Evidence.ContentDigest.Of(sent);
    }

    /// <summary>The data of the event that delivers it: public-safe, and without the routes' notes.</summary>
    public string ToEventData() => PublicView
        .Of(JsonSerializer.SerializeToNode(this, WireJson.Options), out _, PublicView.AuditDeliveryEvent)!
        .ToJsonString(WireJson.Options);
}

/// <summary>One route of an audit package.</summary>
public sealed record PackagedRouteView(
    NotificationRouteId RouteId, string ScheduleId, NotificationPlanId PlanId, string Connector, string Provider,
    string Owner, string? EscalationOwner, RouteAction RouteAction, DateTimeOffset RouteCreatedAt, PackagedState AcknowledgementState, bool Acknowledged, string? AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt, string? ExternalRef, string? Notes, NotificationAcknowledgementId? AcknowledgementId)
{
    public static PackagedRouteView Of(PackagedRoute route) => new(
        route.RouteId, route.ScheduleId, route.PlanId, route.Connector, route.Provider, route.Owner,
        route.EscalationOwner, route.Delivers ? RouteAction.Deliver : RouteAction.Suppress, route.RouteCreatedAt, route.State, route.IsAcknowledged,
        route.AcknowledgedBy, route.AcknowledgedAt, route.ExternalRef, route.Notes, route.AcknowledgementId);
}
