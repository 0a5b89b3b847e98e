using Cavra.Application.Evidence;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>The record of one live retry: what permitted it, what was sent and what came of it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="ExecutionId">Id of the record.</param>
/// <param name="ExecutionHash">sha256: and the digest of the RFC 8785 form of this document without this member; null while it is being sent.</param>
/// <param name="ExecutionStatus">How it ended; null while it is being sent.</param>
/// <param name="ExecutedAt">When it ended; null while it is being sent.</param>
/// <param name="ExecutedBy">Who started the run: a credential's name, or the worker.</param>
/// <param name="RunId">Id of the worker run.</param>
/// <param name="RetryPlanId">Id of the retry plan it went by.</param>
/// <param name="ApprovalId">Id of the approval that was spent; null where nothing was sent.</param>
/// <param name="ApprovalDecisionId">Id of the decision that completed the approval; null where nothing was sent.</param>
/// <param name="ApprovalPlanId">Id of the plan that asked for the approval; null where nothing was sent.</param>
/// <param name="ApprovedBy">Everybody who approved it, in that order.</param>
/// <param name="FourEyesBroken">Whether one of them had accepted the retry or started the run, which the policy only marks.</param>
/// <param name="DestinationId">Id of the destination: one event on its way to one connector.</param>
/// <param name="DeliveryId">Id of the audit delivery.</param>
/// <param name="AuditId">Id of the audit package.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Vendor of the connector.</param>
/// <param name="AttemptId">Id of the attempt; null where none was made.</param>
/// <param name="AttemptNumber">1 for the first attempt at the destination; null where none was made.</param>
/// <param name="DeliverySuccess">Whether the receiver took it.</param>
/// <param name="OutcomeUnknown">Whether its worker died between sending and recording, so that nobody knows what came of it.</param>
/// <param name="Skipped">Why nothing was sent; null where something was.</param>
/// <param name="Reason">The same as a sentence; null where something was sent.</param>
/// <param name="PublicEvidenceRefs">Ids of the evidence entries of what permitted it and what came of it.</param>
public sealed record ExecutionView(
    string SchemaVersion, string Product, ExecutionId ExecutionId, string? ExecutionHash, ExecutionStatus? ExecutionStatus,
    DateTimeOffset? ExecutedAt, string ExecutedBy, WorkerRunId RunId, RetryPlanId RetryPlanId, ApprovalId? ApprovalId,
    ApprovalDecisionId? ApprovalDecisionId, ApprovalPlanId? ApprovalPlanId, IReadOnlyList<string> ApprovedBy, bool FourEyesBroken,
    DestinationId DestinationId, AuditDeliveryId DeliveryId, AuditPackageId AuditId, string Connector, string Provider,
    AttemptId? AttemptId, int? AttemptNumber, bool DeliverySuccess, bool OutcomeUnknown, RetrySkip? Skipped, string? Reason,
    IReadOnlyList<string> PublicEvidenceRefs)
{
    public static ExecutionView Of(RunRetry retry) => new(
        WireNames.ExecutionSchema, WireNames.Product, retry.Id, retry.ExecutionHash, retry.Status, retry.ExecutedAt,
        retry.ExecutedBy.Display, retry.RunId, retry.RetryPlanId, retry.ApprovalId, retry.ApprovalDecisionId, retry.ApprovalPlanId,
        retry.ApprovedBy, retry.FourEyesBroken, retry.DestinationId, retry.DeliveryId, retry.AuditId, retry.Connector, retry.Provider,
        retry.AttemptId, retry.AttemptNumber, retry.IsDelivered, retry.State is RetryProgress.Interrupted, retry.Skipped, retry.Reason,
        retry.PublicEvidenceRefs);
}

/// <summary>An execution record with what proves it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it; null where the record was only looked up.</param>
public sealed record ProvenExecution(ExecutionView Record, MetadataItem? Metadata);

/// <summary>That a live retry has begun: its approval is spent, its attempt is about to be made.</summary>
internal sealed record RetryBegun(RunRetry Retry) : IEvidenced
{
    public EvidenceFacts Evidence => new(
        WireNames.AttemptBegunKind, "destination", Retry.DestinationId.ToString(), new Dictionary<string, object?>
        {
            ["destination_id"] = Retry.DestinationId.ToString(),
            ["connector_delivery_source"] = WireNames.Of(DeliverySource.AcknowledgementAudit),
            ["audit_id"] = Retry.AuditId.ToString(),
            ["delivery_id"] = Retry.DeliveryId.ToString(),
            ["provider"] = Retry.Provider,
            ["connector"] = Retry.Connector,
            ["attempt_number"] = Retry.AttemptNumber,
            ["worker_run_id"] = Ids.Format(Retry.RunId),
            ["retry_plan_id"] = Retry.RetryPlanId.ToString(),
            ["execution_id"] = Retry.Id.ToString(),
            ["approval_id"] = Retry.ApprovalId?.ToString(),
            ["approval_decision_id"] = Retry.ApprovalDecisionId?.ToString(),
            ["four_eyes_broken"] = Retry.FourEyesBroken,
        });
}
