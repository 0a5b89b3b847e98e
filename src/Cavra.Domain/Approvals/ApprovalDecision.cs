using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.Approvals;

/// <summary>What a person decided about retries that an approval plan asks to approve. Append-only: all stay.</summary>
public sealed class ApprovalDecision : IEvidenced
{
    private ApprovalDecision()
    {
    }

    public required ApprovalDecisionId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required ApprovalPlanId ApprovalPlanId { get; init; }

    /// <summary>The connector, or its vendor, as it was named.</summary>
    public required string Provider { get; init; }

    public required string Connector { get; init; }

    /// <summary>Null when it is about decisions of several retry plans.</summary>
    public RetryPlanId? RetryPlanId { get; init; }

    /// <summary>Null when it is about several deliveries.</summary>
    public AuditDeliveryId? DeliveryId { get; init; }

    /// <summary>Null when it is about several packages.</summary>
    public AuditPackageId? AuditId { get; init; }

    public required ApprovalAnswer State { get; init; }

    public string? ExternalRef { get; init; }

    public string? Notes { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required Actor DecidedBy { get; init; }

    public required IReadOnlyList<DestinationId> Destinations { get; init; }

    /// <summary>Whether the same person had accepted one of the retries, which an advisory four-eyes rule lets pass and marks.</summary>
    public required bool IsOwnAcceptance { get; init; }

    public EvidenceFacts Evidence => new(
        WireNames.ApprovalDecisionKind, "approval decision", Id.ToString(), new Dictionary<string, object?>
        {
            ["approval_plan_id"] = ApprovalPlanId.ToString(),
            ["retry_plan_id"] = RetryPlanId?.ToString(),
            ["provider"] = Provider,
            ["connector"] = Connector,
            ["delivery_id"] = DeliveryId?.ToString(),
            ["audit_id"] = AuditId?.ToString(),
            ["approval_state"] = WireName.Of(State),
            ["external_ref"] = ExternalRef,
            ["notes"] = Notes,
            ["destination_count"] = Destinations.Count,
            ["own_acceptance"] = IsOwnAcceptance,
        });

    /// <summary>Records the decision, or refuses and changes nothing.</summary>
    /// <param name="plan">The plan that asks.</param>
    /// <param name="provider">Provider or connector, as the caller named it.</param>
    /// <param name="asked">What of the plan is decided about, each with the approval and what it is held against.</param>
    /// <param name="says">What is decided.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="now">When.</param>
    public static Result<ApprovalDecision> Of(
        ApprovalPlan plan, string provider, IReadOnlyList<AskedApproval> asked, ApprovalSays says, Actor by, DateTimeOffset now)
    {
        if (asked.Count == 0)
        {
            return ApprovalRefusals.NotAsked;
        }

        if (Meant(asked, says.State, by, now).Select(it => it.Planned.Connector).Distinct().Skip(1).Any())
        {
            return ConnectorRefusals.Ambiguous;
        }

        var answerable = Meant(asked, says.State, by, now).Where(it => it.Approval is not null).ToList();
        if (answerable.Count == 0)
        {
            return ApprovalRefusals.NotAccepted;
        }

        var refusal = answerable.Select(it => it.Approval!.WhyNot(says.State, by, it.Setting, now)).FirstOrDefault(it => it is not null);
        return refusal is not null ? refusal : new ApprovalDecision
        {
            Id = Ids.New<ApprovalDecisionId>(now),
            WorkspaceId = plan.WorkspaceId,
            ApprovalPlanId = plan.Id,
            Provider = provider,
            Connector = answerable[0].Planned.Connector,
            RetryPlanId = answerable.Select(it => it.Planned.RetryPlanId).OnlyOne(),
            DeliveryId = answerable.Select(it => it.Planned.DeliveryId).OnlyOne(),
            AuditId = answerable.Select(it => it.Planned.AuditId).OnlyOne(),
            State = says.State,
            ExternalRef = says.ExternalRef?.Value,
            Notes = says.Notes?.Value,
            DecidedAt = now,
            DecidedBy = by,
            Destinations = [.. answerable.Select(it => it.Planned.DestinationId)],
            IsOwnAcceptance = says.State is ApprovalAnswer.Approved
                && answerable.Exists(it => it.Setting.IsAcceptedBy(by)),
        };
    }

    // Who approves means what needs it; where nothing does, they are told why.
    private static IReadOnlyList<AskedApproval> Meant(
        IReadOnlyList<AskedApproval> asked, ApprovalAnswer answer, Actor by, DateTimeOffset now)
    {
        var wanting = asked.Where(it => answer is not ApprovalAnswer.Approved || it.IsWantedOf(by, now)).ToList();
        return wanting.Exists(it => it.Approval is not null) ? wanting : asked;
    }
}

/// <summary>What somebody says about an approval.</summary>
public sealed record ApprovalSays(ApprovalAnswer State, FreeText? ExternalRef = null, FreeText? Notes = null);

/// <summary>One decision of an approval plan that somebody decides about.</summary>
/// <param name="Planned">The decision of the plan.</param>
/// <param name="Approval">The approval that it asked for; null where the retry had not been accepted.</param>
/// <param name="Setting">What the approval is held against.</param>
public sealed record AskedApproval(PlannedApproval Planned, Approval? Approval, ApprovalSetting Setting)
{
    /// <summary>Whether an approval of this person is wanted: neither everybody that is needed has approved, nor they themselves.</summary>
    internal bool IsWantedOf(Actor by, DateTimeOffset now) =>
        Planned.State is not PlannedApprovalState.AlreadyApproved && Approval?.IsGiven(Setting, by, now) is not true;
}
