using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Policies;

/// <summary>What a policy must hold to before it can be in force.</summary>
public static class PolicyChecks
{
    /// <summary>The policy, or which members are out of their range.</summary>
    public static Result<WorkspacePolicy> Checked(this WorkspacePolicy policy)
    {
        var errors = new Dictionary<string, string[]>(policy.RetryPolicy.Checked().Refusal?.Errors ?? new Dictionary<string, string[]>());
        var minutes = $"Must be 1 to {WorkspacePolicy.MaxMinutes}.";
        Check(policy.ApprovalsRequired is >= 1 and <= WorkspacePolicy.MaxApprovals, "approvals_required", $"Must be 1 to {WorkspacePolicy.MaxApprovals}.");
        Check(IsMinutes(policy.ExpiresAfterMinutes), "expires_after_minutes", minutes);
        Check(IsMinutes(policy.ReviewMinutes), "review_minutes", minutes);
        Check(policy.EvidenceKeptDays is null or (>= EvidenceRetention.FewestDays and <= EvidenceRetention.MostDays), "evidence_kept_days",
            $"Must be {EvidenceRetention.FewestDays} to {EvidenceRetention.MostDays}, or left out.");
        Check(policy.ConnectorReviewMinutes.Values.All(IsMinutes), "connector_review_minutes", minutes);
        Check(policy.ConnectorReviewMinutes.Count <= WorkspacePolicy.MaxEntries, "connector_review_minutes", AtMost);
        Check(policy.FreezeWindows.Count <= WorkspacePolicy.MaxEntries, "freeze_windows", AtMost);
        Check(policy.FreezeWindows.DistinctBy(window => window.WindowId).Count() == policy.FreezeWindows.Count,
            "freeze_windows", "Every window has a window_id of its own.");
        for (var place = 0; place < policy.FreezeWindows.Count; place++)
        {
            var window = policy.FreezeWindows[place];
            Check(window.EndAt > window.StartAt, $"freeze_windows/{place}/end_at", "Must be later than start_at.");
            Check(window.Connectors.Count <= WorkspacePolicy.MaxEntries, $"freeze_windows/{place}/connectors", AtMost);
        }

        return errors.Count > 0 ? PolicyRefusals.OutOfRange with { Errors = errors } : policy;

        void Check(bool holds, string member, string rule)
        {
            if (!holds)
            {
                errors[$"/{member}"] = [.. errors.GetValueOrDefault($"/{member}", []), rule];
            }
        }
    }

    private static string AtMost => $"At most {WorkspacePolicy.MaxEntries}.";

    private static bool IsMinutes(int value) => value is >= 1 and <= WorkspacePolicy.MaxMinutes;
}
