using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Policies;

/// <summary>One version of a workspace's policy: what it said, since when, and who decided so. Never changed.</summary>
public sealed class PolicyVersion : IEvidenced
{
    private PolicyVersion()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>With the workspace, the key. Version 1 is the built-in policy, and has no row.</summary>
    public required int Version { get; init; }

    public required WorkspacePolicy Policy { get; init; }

    /// <summary>Of the policy in its canonical form.</summary>
    public required string Digest { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Null for the built-in policy, which nobody decided.</summary>
    public required Actor? ChangedBy { get; init; }

    /// <summary>Why, as far as it was said; public-safe.</summary>
    public string? Notes { get; init; }

    public PolicyReference Reference => new(Version, Digest);

    public EvidenceFacts Evidence => new(WireNames.PolicyKind, "policy", $"policy-{Version}", new Dictionary<string, object?>
    {
        ["version"] = Version,
        ["policy_digest"] = Digest,
        ["require_retry_ack"] = Policy.RequireRetryAck,
        ["approvals_required"] = Policy.ApprovalsRequired,
        ["expires_after_minutes"] = Policy.ExpiresAfterMinutes,
        ["four_eyes"] = WireName.Of(Policy.FourEyes),
        ["freeze_windows"] = Policy.FreezeWindows.Select(window => window.WindowId).ToList(),
        ["review_minutes"] = Policy.ReviewMinutes,
        ["evidence_kept_days"] = Policy.EvidenceKeptDays,
        ["max_retry_attempts"] = Policy.RetryPolicy.MaxRetryAttempts,
        ["retry_delay_minutes"] = Policy.RetryPolicy.RetryDelayMinutes,
        ["notes"] = Notes,
    });

    /// <summary>The policy that a workspace starts with.</summary>
    public static PolicyVersion BuiltIn(Workspace workspace) => new()
    {
        WorkspaceId = workspace.Id,
        Version = 1,
        Policy = WorkspacePolicy.Default,
        Digest = WorkspacePolicy.Default.Digest,
        ChangedAt = workspace.CreatedAt,
        ChangedBy = null,
    };

    /// <summary>Puts another policy in force, or refuses one that is not valid or says what is in force already.</summary>
    /// <param name="workspace">Whose policy it is.</param>
    /// <param name="inForce">The policy so far.</param>
    /// <param name="policy">The policy from now on.</param>
    /// <param name="notes">Why; redacted.</param>
    /// <param name="by">Who decides it.</param>
    /// <param name="now">When.</param>
    public static Result<PolicyVersion> Next(
        Workspace workspace, PolicyVersion inForce, WorkspacePolicy policy, string? notes, Actor by, DateTimeOffset now)
    {
        if (policy.Checked().Refusal is { } refusal)
        {
            return refusal;
        }

        if (policy.Digest == inForce.Digest)
        {
            return PolicyRefusals.Unchanged;
        }

        var next = new PolicyVersion
        {
            WorkspaceId = workspace.Id,
            Version = inForce.Version + 1,
            Policy = policy,
            Digest = policy.Digest,
            ChangedAt = now,
            ChangedBy = by,
            Notes = notes,
        };
        workspace.Decide(next.Reference);
        return next;
    }
}
