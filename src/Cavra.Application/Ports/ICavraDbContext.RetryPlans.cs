using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    DbSet<RetryPlan> RetryPlans { get; }

    DbSet<RetryDecision> RetryDecisions { get; }

    DbSet<RetryAcknowledgement> RetryAcknowledgements { get; }

    /// <summary>
    /// When the plan is saved, and with it, marks those destinations that no plan has held before as noticed, and writes the gate
    /// for each. Rows that are noticed already are not touched, so that planning races with nobody who decides about them.
    /// </summary>
    /// <param name="notice">The plan, and the evidence of it.</param>
    void NoticeWhenSaved(PlanNotice notice);
}

/// <summary>That a plan is the first to hold some destinations.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Destinations">Its destinations that were not noticed when it was made.</param>
/// <param name="EvidenceId">What proves the plan.</param>
public sealed record PlanNotice(
    RetryPlan Plan, IReadOnlyList<Domain.AuditDeliveries.DestinationId> Destinations, EvidenceId EvidenceId);
