using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerHealth;

/// <summary>An approval that was asked for and has not ended, of a destination that is open.</summary>
/// <param name="Connector">Where it would be sent.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="IsAwaited">Whether people are still to approve; else it is approved and was not used.</param>
/// <param name="IsLapsed">Whether it has expired, or what it is for has changed.</param>
public sealed record OpenApproval(string Connector, DateTimeOffset RequestedAt, bool IsAwaited, bool IsLapsed);

/// <summary>Approvals that have been left alone for longer than their connectors' review minutes.</summary>
internal static class ApprovalFindings
{
    public static HealthFinding? Waiting(HealthSnapshot snapshot, DateTimeOffset now) => Of(
        Overdue(snapshot, now).Where(approval => approval is { IsAwaited: true, IsLapsed: false }),
        HealthCategory.ApprovalsWaiting,
        "1 approval has been awaited for longer than its review minutes.",
        count => $"{count} approvals have been awaited for longer than their review minutes.",
        "Approve, deny or defer each of them.");

    public static HealthFinding? Stale(HealthSnapshot snapshot, DateTimeOffset now) => Of(
        Overdue(snapshot, now).Where(approval => approval.IsLapsed),
        HealthCategory.ApprovalsStale,
        "1 approval can no longer be used: it has expired, or what it was for has changed.",
        count => $"{count} approvals can no longer be used: they have expired, or what they were for has changed.",
        "Plan the approval again.");

    private static IEnumerable<OpenApproval> Overdue(HealthSnapshot snapshot, DateTimeOffset now) =>
        snapshot.OpenApprovals.Where(approval => now - approval.RequestedAt > snapshot.Policy.ReviewTime(approval.Connector));

    private static HealthFinding? Of(
        IEnumerable<OpenApproval> approvals, HealthCategory category, string one, Func<int, string> several, string advice)
    {
        var found = approvals.ToArray();
        return found.Length == 0
            ? null
            : new HealthFinding
            {
                Category = category,
                Severity = AlertLevel.Warning,
                Count = found.Length,
                Since = found.Min(approval => approval.RequestedAt),
                Message = found.Length == 1 ? one : several(found.Length),
                Recommendation = HealthOperations.Approvals(category, advice),
            };
    }
}
