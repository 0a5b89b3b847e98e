using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence;

/// <summary>Which entries are asked for; null members ask for nothing in particular.</summary>
public sealed record EvidenceFilter
{
    public string? ScheduleId { get; init; }

    /// <summary>A connector's name or a provider.</summary>
    public string? Provider { get; init; }

    public string? MetadataKind { get; init; }

    public string? AcknowledgementState { get; init; }

    /// <summary>Selects the deliveries of that source and the other records of its chain.</summary>
    public string? ConnectorDeliverySource { get; init; }

    /// <summary>Selects connector deliveries alone.</summary>
    public bool? DeliverySuccess { get; init; }

    public string? AlertLevel { get; init; }

    public string? AuditId { get; init; }

    public string? DeliveryId { get; init; }

    public string? RetryPlanId { get; init; }

    public string? HealthId { get; init; }

    public string? Cadence { get; init; }

    public string? Actor { get; init; }

    public string? Action { get; init; }

    public string? Outcome { get; init; }

    /// <summary>The first instant.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last instant.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The first index in the log; what the log has not taken in has none.</summary>
    public long? SinceIndex { get; init; }

    /// <summary>The entries asked for. Each member has an index in the order of the list, so one alone never walks through history.</summary>
    internal IQueryable<EvidenceEntry> Of(ICavraDbContext db)
    {
        var entries = InTime(Named(db));

        // Written out: one condition with "or null" for each member would keep the database from choosing an index.
        entries = ScheduleId is null ? entries : entries.Where(entry => entry.Facets.ScheduleId == ScheduleId);
        entries = MetadataKind is null ? entries : entries.Where(entry => entry.Kind == MetadataKind);
        entries = AcknowledgementState is null
            ? entries
            : entries.Where(entry => entry.Facets.AcknowledgementState == AcknowledgementState);
        entries = DeliverySuccess is null
            ? entries
            : entries.Where(entry =>
                entry.Kind == WireNames.ConnectorDeliveryKind && entry.Facets.DeliverySuccess == DeliverySuccess);
        entries = AlertLevel is null ? entries : entries.Where(entry => entry.Facets.AlertLevel == AlertLevel);
        entries = AuditId is null ? entries : entries.Where(entry => entry.Facets.AuditId == AuditId);
        entries = DeliveryId is null ? entries : entries.Where(entry => entry.Facets.DeliveryId == DeliveryId);
        entries = RetryPlanId is null ? entries : entries.Where(entry => entry.Facets.RetryPlanId == RetryPlanId);
        entries = HealthId is null ? entries : entries.Where(entry => entry.Facets.HealthId == HealthId);
        entries = Cadence is null ? entries : entries.Where(entry => entry.Facets.Cadence == Cadence);
        entries = Actor is null ? entries : entries.Where(entry => entry.Actor == Actor);
        entries = Action is null ? entries : entries.Where(entry => entry.Action == Action);

        return Outcome is null ? entries : entries.Where(entry => entry.Outcome == Outcome);
    }

    private IQueryable<EvidenceEntry> Named(ICavraDbContext db)
    {
        var entries = db.Evidence.AsNoTracking();
        if (ConnectorDeliverySource is not null)
        {
            entries = With(db, entries, EvidenceTerm.OfChain(ConnectorDeliverySource));
        }

        if (SinceIndex is { } first)
        {
            entries = db.LoggedEntries.Where(logged => logged.Index >= first).Join(
                entries,
                logged => new { logged.WorkspaceId, Id = logged.EntryId },
                entry => new { entry.WorkspaceId, entry.Id },
                (logged, entry) => entry);
        }

        return Provider is null ? entries : With(db, entries, EvidenceTerm.OfProvider(Provider));
    }

    private static IQueryable<EvidenceEntry> With(ICavraDbContext db, IQueryable<EvidenceEntry> entries, string term) =>
        db.EvidenceTerms.Where(word => word.Term == term).Join(
            entries,
            word => new { word.WorkspaceId, Id = word.EntryId },
            entry => new { entry.WorkspaceId, entry.Id },
            (word, entry) => entry);

    private IQueryable<EvidenceEntry> InTime(IQueryable<EvidenceEntry> entries)
    {
        if (Since is { } since)
        {
            entries = entries.NotBefore(entry => entry.Id, since).Where(entry => entry.CreatedAt >= since);
        }

        return Until is { } until
            ? entries.NotAfter(entry => entry.Id, until).Where(entry => entry.CreatedAt <= until)
            : entries;
    }
}
