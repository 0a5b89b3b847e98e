using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

/// <summary>
/// The database as use cases see it. Every set holds the caller's workspace only; what is added must carry its id. Saving is
/// the pipeline's.
/// </summary>
public partial interface ICavraDbContext
{
    DbSet<Workspace> Workspaces { get; }

    DbSet<ApiKey> ApiKeys { get; }

    DbSet<EvidenceEntry> Evidence { get; }

    DbSet<IdempotencyRecord> IdempotencyRecords { get; }

    /// <summary>Saves everything tracked in one transaction.</summary>
    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// When the plan is saved, and with it, marks those destinations that no plan has held before as noticed, and writes the gate
    /// for each. Rows that are noticed already are not touched, so that planning races with nobody who decides about them.
    /// </summary>
    /// <param name="notice">The plan, and the evidence of it.</param>
    void NoticeWhenSaved(PlanNotice notice);

    /// <summary>Forgets everything tracked and not saved, and lets go of what was claimed.</summary>
    void DiscardChanges();

    /// <summary>Which race a failed save lost to somebody else's; null when it failed for another reason.</summary>
    LostRace? LostRace(Exception failure);

    /// <summary>Whether the failure is that the database can't be reached, or not for now.</summary>
    bool IsAway(Exception failure);
}

/// <summary>The races a save can lose.</summary>
public enum LostRace
{
    /// <summary>A row was changed or added by somebody else first.</summary>
    Row,

    /// <summary>The same idempotency key was taken by somebody else first.</summary>
    IdempotencyKey,
}

/// <summary>That a plan is the first to hold some destinations.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Destinations">Its destinations that were not noticed when it was made.</param>
/// <param name="EvidenceId">What proves the plan.</param>
public sealed record PlanNotice(
    RetryPlan Plan, IReadOnlyList<DestinationId> Destinations, EvidenceId EvidenceId);
