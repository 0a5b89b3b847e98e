using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.AuditPackages;

/// <summary>An immutable snapshot of routes and what people answered to them, with a digest of its content.</summary>
public sealed class AuditPackage : IEvidenced
{
    /// <summary>A package holds at most so many routes, the newest, and says how many it leaves out.</summary>
    public const int MostRoutes = 10_000;

    private AuditPackage()
    {
    }

    public required AuditPackageId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required Actor GeneratedBy { get; init; }

    /// <summary><c>sha256:</c> and the digest of the RFC 8785 form of filters, routes and the number left out.</summary>
    public string ContentDigest { get; private set; } = "";

    public required AuditPackageFilter Filter { get; init; }

    public required IReadOnlyList<PackagedRoute> Routes { get; init; }

    public required int RouteCount { get; init; }

    /// <summary>Routes that passed the filter and were too many to pack.</summary>
    public required int OmittedCount { get; init; }

    /// <summary>Routes that have an acknowledgement, whatever it says.</summary>
    public required int AcknowledgementCount { get; init; }

    public required int AcknowledgedCount { get; init; }

    public required int ResolvedCount { get; init; }

    public required int EscalatedCount { get; init; }

    public required int DismissedCount { get; init; }

    /// <summary>Routes without any acknowledgement.</summary>
    public required int OutstandingCount { get; init; }

    public required AlertLevel AlertLevel { get; init; }

    public EvidenceFacts Evidence => new(
        WireNames.AuditPackageKind, "audit package", Id.ToString(), new Dictionary<string, object?>
        {
            ["audit_id"] = Id.ToString(),
            ["schedule_id"] = Filter.ScheduleId,
            ["provider"] = Filter.Provider,
            ["owner"] = Filter.Owner,
            ["content_digest"] = ContentDigest,
            ["route_count"] = RouteCount,
            ["omitted_count"] = OmittedCount,
            ["acknowledgement_count"] = AcknowledgementCount,
            ["outstanding_count"] = OutstandingCount,
            ["escalated_count"] = EscalatedCount,
            ["alert_level"] = WireName.Of(AlertLevel),
        });

    /// <summary>Packs the routes as they are.</summary>
    /// <param name="workspace">Whose routes they are.</param>
    /// <param name="filter">What was asked for.</param>
    /// <param name="routes">The newest routes that passed the filter, in a stable order.</param>
    /// <param name="omitted">How many more passed it.</param>
    /// <param name="digest">The digest of what the package will hold.</param>
    /// <param name="by">Who asked for the package.</param>
    /// <param name="now">The instant of the snapshot.</param>
    public static AuditPackage Pack(
        WorkspaceId workspace,
        AuditPackageFilter filter,
        IReadOnlyList<PackagedRoute> routes,
        int omitted,
        Func<AuditPackage, string> digest,
        Actor by,
        DateTimeOffset now)
    {
        var package = new AuditPackage
        {
            Id = Ids.New<AuditPackageId>(now),
            WorkspaceId = workspace,
            GeneratedAt = now,
            GeneratedBy = by,
            Filter = filter,
            Routes = routes,
            RouteCount = routes.Count,
            OmittedCount = omitted,
            AcknowledgementCount = routes.Count - Count(routes, PackagedState.Outstanding),
            AcknowledgedCount = Count(routes, PackagedState.Acknowledged),
            ResolvedCount = Count(routes, PackagedState.Resolved),
            EscalatedCount = Count(routes, PackagedState.Escalated),
            DismissedCount = Count(routes, PackagedState.Dismissed),
            OutstandingCount = Count(routes, PackagedState.Outstanding),
            AlertLevel = LevelOf(routes),
        };
        package.ContentDigest = digest(package);
        return package;
    }

    private static int Count(IReadOnlyList<PackagedRoute> routes, PackagedState state) =>
        routes.Count(route => route.State == state);

    // A suppressed route was never sent: that nobody answered it alarms nobody.
    private static AlertLevel LevelOf(IReadOnlyList<PackagedRoute> routes) =>
        routes.Any(route => route.State is PackagedState.Escalated) ? AlertLevel.Critical
        : routes.Any(route => route.Delivers && !route.IsAcknowledged) ? AlertLevel.Warning
        : AlertLevel.Healthy;
}

/// <summary>What an audit package was limited to; a missing member limits nothing.</summary>
/// <param name="ScheduleId">Only routes of this drill schedule; null for all.</param>
/// <param name="Provider">Only routes to these connectors; null for all.</param>
/// <param name="Owner">Only routes of this owner; null for all.</param>
public sealed record AuditPackageFilter(string? ScheduleId, string? Provider, string? Owner);

/// <summary>Names one audit package.</summary>
public readonly record struct AuditPackageId(Guid Value) : IId<AuditPackageId>
{
    public static string Prefix => "gordackaudit";

    public static AuditPackageId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}

public static class AuditPackageRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "audit_package.not_found", "There is no such audit package.");
}
