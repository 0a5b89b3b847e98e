using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>One audit package on its way to one or more destinations.</summary>
public sealed class AuditDelivery : IEvidenced
{
    public const string DefaultCadence = "on_demand";

    private AuditDelivery()
    {
    }

    public required AuditDeliveryId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required AuditPackageId AuditId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required Actor GeneratedBy { get; init; }

    public required string Cadence { get; init; }

    /// <summary>Public-safe reference to whatever asked for the delivery; null when nothing was named.</summary>
    public string? ScheduleRef { get; init; }

    /// <summary>What was asked for, word for word: <c>all</c>, or names of connectors and providers with commas.</summary>
    public required string RequestedProvider { get; init; }

    public required IReadOnlyList<string> RequestedProviders { get; init; }

    /// <summary>Names of the connectors chosen, one destination each.</summary>
    public required IReadOnlyList<string> SelectedProviders { get; init; }

    public required int DestinationCount { get; init; }

    public required int RouteCount { get; init; }

    public required int OutstandingCount { get; init; }

    public required int EscalatedCount { get; init; }

    public required AlertLevel AlertLevel { get; init; }

    public EvidenceFacts Evidence => new(
        WireNames.AuditDeliveryKind, "audit delivery", Id.ToString(), new Dictionary<string, object?>
        {
            ["delivery_id"] = Id.ToString(),
            ["audit_id"] = AuditId.ToString(),
            ["cadence"] = Cadence,
            ["schedule_ref"] = ScheduleRef,
            ["providers"] = SelectedProviders,
            ["destination_count"] = DestinationCount,
            ["route_count"] = RouteCount,
            ["outstanding_count"] = OutstandingCount,
            ["escalated_count"] = EscalatedCount,
            ["alert_level"] = WireName.Of(AlertLevel),
        });

    /// <summary>Plans the delivery of a package.</summary>
    /// <param name="package">What is delivered.</param>
    /// <param name="requested">What was asked for, word for word.</param>
    /// <param name="selected">The connectors that it selects, each once.</param>
    /// <param name="cadence">What set the delivery off; <see cref="DefaultCadence"/> when nothing was said.</param>
    /// <param name="scheduleRef">What the caller calls it.</param>
    /// <param name="by">Who asked for the delivery.</param>
    /// <param name="now">The instant of asking.</param>
    public static AuditDelivery Of(
        AuditPackage package,
        string requested,
        IReadOnlyList<Connector> selected,
        string cadence,
        FreeText? scheduleRef,
        Actor by,
        DateTimeOffset now) => new()
        {
            Id = Ids.New<AuditDeliveryId>(now),
            WorkspaceId = package.WorkspaceId,
            AuditId = package.Id,
            GeneratedAt = now,
            GeneratedBy = by,
            Cadence = cadence,
            ScheduleRef = scheduleRef?.Value,
            RequestedProvider = requested,
            RequestedProviders = [.. requested.Split(',', StringSplitOptions.TrimEntries)],
            SelectedProviders = [.. selected.Select(connector => connector.Name)],
            DestinationCount = selected.Count,
            RouteCount = package.RouteCount,
            OutstandingCount = package.OutstandingCount,
            EscalatedCount = package.EscalatedCount,
            AlertLevel = package.AlertLevel,
        };
}

/// <summary>Names one audit delivery: a package on its way to its destinations.</summary>
public readonly record struct AuditDeliveryId(Guid Value) : IId<AuditDeliveryId>
{
    public static string Prefix => "gordackdelivery";

    public static AuditDeliveryId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
