using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;

namespace Cavra.Application.AuditPackages;

/// <summary>An audit package, as answers show it and, less its notes, as it is delivered.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="AuditId">Id of the audit package.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="ContentDigest">sha256: and the digest of the package's RFC 8785 form as it is sent, without this member and the notes: a
/// receiver can check it.</param>
/// <param name="Filters">What the package was limited to.</param>
/// <param name="RouteCount">Routes in the package, at most 10,000.</param>
/// <param name="OmittedCount">Routes that passed the filters and were too many to pack.</param>
/// <param name="AcknowledgementCount">Routes that have an acknowledgement, whatever it says.</param>
/// <param name="AcknowledgedCount">Routes whose newest acknowledgement is acknowledged.</param>
/// <param name="ResolvedCount">Routes whose newest acknowledgement is resolved.</param>
/// <param name="EscalatedCount">Routes whose newest acknowledgement is escalated.</param>
/// <param name="DismissedCount">Routes whose newest acknowledgement is dismissed.</param>
/// <param name="OutstandingCount">Routes without any acknowledgement.</param>
/// <param name="AlertLevel">critical where a route is escalated, warning where a delivered one is not acknowledged, else healthy.</param>
/// <param name="Routes">Routes with what was answered to each at that moment.</param>
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
/// <param name="RouteId">Id of the route: one plan, one owner, one connector.</param>
/// <param name="ScheduleId">Name of the drill schedule.</param>
/// <param name="PlanId">Id of the notification plan.</param>
/// <param name="Connector">Name of the connector it goes to.</param>
/// <param name="Provider">Its vendor; its name where there was no such connector.</param>
/// <param name="Owner">Who has to answer for it.</param>
/// <param name="EscalationOwner">Who is told when the owner does not answer in time; null where the schedule names nobody.</param>
/// <param name="RouteAction">Whether it was delivered or held back.</param>
/// <param name="RouteCreatedAt">When the route was decided.</param>
/// <param name="AcknowledgementState">What the newest acknowledgement says; outstanding where there is none.</param>
/// <param name="Acknowledged">Whether the newest acknowledgement settles the route: acknowledged or resolved.</param>
/// <param name="AcknowledgedBy">Who gave the newest acknowledgement; null while there is none.</param>
/// <param name="AcknowledgedAt">When it was given; null while there is none.</param>
/// <param name="ExternalRef">Reference to a ticket or a page elsewhere, at most 200 characters; null for none.</param>
/// <param name="Notes">Free text of whoever answered, at most 2,000 characters; null for none.</param>
/// <param name="AcknowledgementId">Id of the newest acknowledgement; null while there is none.</param>
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
