using System.Text.Json.Nodes;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerRuns;

public sealed partial class RunRetry : IEvidenced
{
    public EvidenceFacts Evidence => new(WireNames.ExecutionKind, "retry execution", Id.ToString(), new Dictionary<string, object?>
    {
        ["execution_id"] = Id.ToString(),
        ["execution_hash"] = ExecutionHash,
        ["execution_status"] = Status is { } status ? WireName.Of(status) : null,
        ["outcome_unknown"] = State is RetryProgress.Interrupted,
        ["skipped"] = Skipped is { } skipped ? WireName.Of(skipped) : null,
        ["executed_at"] = ExecutedAt,
        ["worker_run_id"] = RunId.ToString(),
        ["retry_plan_id"] = RetryPlanId.ToString(),
        ["approval_id"] = ApprovalId?.ToString(),
        ["approval_plan_id"] = ApprovalPlanId?.ToString(),
        ["approval_decision_id"] = ApprovalDecisionId?.ToString(),
        ["approved_by"] = ApprovedBy,
        ["four_eyes_broken"] = FourEyesBroken,
        ["destination_id"] = DestinationId.ToString(),
        ["delivery_id"] = DeliveryId.ToString(),
        ["audit_id"] = AuditId.ToString(),
        ["provider"] = Provider,
        ["connector"] = Connector,
        ["attempt_id"] = AttemptId?.ToString(),
        ["attempt_number"] = AttemptNumber,
    });

    /// <summary>Begins to send, with an approval that is spent on it; to be committed before anything is sent.</summary>
    /// <param name="run">The run.</param>
    /// <param name="retry">The decision it carries out.</param>
    /// <param name="plan">The retry plan it is of.</param>
    /// <param name="intent">The attempt.</param>
    /// <param name="approval">What permits it.</param>
    /// <param name="breaksFourEyes">Whether the four-eyes rule, being advisory, let something pass.</param>
    /// <param name="by">Who started the run.</param>
    /// <param name="now">The instant of the intent.</param>
    public static RunRetry Begin(
        WorkerRun run, RetryCandidate retry, RetryPlanId plan, AttemptIntent intent, Approval approval, bool breaksFourEyes, Actor by,
        DateTimeOffset now)
    {
        var begun = new RunRetry
        {
            WorkspaceId = run.WorkspaceId,
            RunId = run.Id,
            DestinationId = retry.DestinationId,
            Id = Ids.New<ExecutionId>(now),
            RetryPlanId = plan,
            DeliveryId = retry.DeliveryId,
            AuditId = retry.AuditId,
            Connector = retry.Connector,
            Provider = retry.Provider,
            ExecutedBy = by,
            BegunAt = now,
            State = RetryProgress.Sending,
            ApprovalId = approval.Id,
            ApprovalPlanId = approval.ApprovalPlanId,
            ApprovalDecisionId = approval.Grants[^1].DecisionId,
            ApprovedBy = [.. approval.Grants.Select(grant => grant.By.Display)],
            FourEyesBroken = breaksFourEyes,
            AttemptId = intent.AttemptId,
            AttemptNumber = intent.Number,
            PublicEvidenceRefs = [.. approval.Grants.Select(grant => grant.EvidenceId)],
        };
        approval.Spend(begun.Id, by, now);
        return begun;
    }

    /// <summary>Records that a retry was not sent, and why.</summary>
    public static RunRetry Skip(
        WorkerRun run, RetryCandidate retry, RetryPlanId plan, RetrySkip why, string reason, Actor by, DateTimeOffset now)
    {
        var skipped = new RunRetry
        {
            WorkspaceId = run.WorkspaceId,
            RunId = run.Id,
            DestinationId = retry.DestinationId,
            Id = Ids.New<ExecutionId>(now),
            RetryPlanId = plan,
            DeliveryId = retry.DeliveryId,
            AuditId = retry.AuditId,
            Connector = retry.Connector,
            Provider = retry.Provider,
            ExecutedBy = by,
            BegunAt = now,
            State = RetryProgress.Skipped,
            Skipped = why,
            Reason = reason,
        };
        skipped.Close(now);
        return skipped;
    }

    /// <summary>Records what came of the attempt.</summary>
    /// <param name="attempt">The attempt, as it is recorded.</param>
    /// <param name="evidence">What proves the attempt.</param>
    /// <param name="now">The instant of recording.</param>
    public void Record(Attempt attempt, EvidenceId evidence, DateTimeOffset now)
    {
        if (State is not RetryProgress.Sending || attempt.DestinationId != DestinationId)
        {
            throw new InvalidOperationException("Only a retry that is being sent gets the result of its attempt.");
        }

        State = attempt.IsSuccess ? RetryProgress.Delivered
            : attempt.FailureClass is FailureClass.Interrupted ? RetryProgress.Interrupted
            : RetryProgress.Failed;
        PublicEvidenceRefs = [.. PublicEvidenceRefs, evidence.ToString()];
        Close(now);
    }

    private void Close(DateTimeOffset now)
    {
        ExecutedAt = now;
        ExecutionHash = ContentDigest.Of(new JsonObject
        {
            ["schema_version"] = WireNames.ExecutionSchema,
            ["product"] = WireNames.Product,
            ["execution_id"] = Id.ToString(),
            ["execution_status"] = WireName.Of(Status!),
            ["executed_at"] = InstantText.Of(now),
            ["executed_by"] = ExecutedBy.Display,
            ["run_id"] = RunId.ToString(),
            ["retry_plan_id"] = RetryPlanId.ToString(),
            ["approval_decision_id"] = ApprovalDecisionId?.ToString(),
            ["approval_plan_id"] = ApprovalPlanId?.ToString(),
            ["approval_id"] = ApprovalId?.ToString(),
            ["approved_by"] = new JsonArray([.. ApprovedBy.Select(name => JsonValue.Create(name))]),
            ["four_eyes_broken"] = FourEyesBroken,
            ["destination_id"] = DestinationId.ToString(),
            ["delivery_id"] = DeliveryId.ToString(),
            ["audit_id"] = AuditId.ToString(),
            ["connector"] = Connector,
            ["provider"] = Provider,
            ["attempt_id"] = AttemptId?.ToString(),
            ["attempt_number"] = AttemptNumber,
            ["delivery_success"] = IsDelivered,
            ["outcome_unknown"] = State is RetryProgress.Interrupted,
            ["skipped"] = Skipped is { } why ? WireName.Of(why) : null,
            ["reason"] = Reason,
            ["public_evidence_refs"] = new JsonArray([.. PublicEvidenceRefs.Select(reference => JsonValue.Create(reference))]),
        });
    }
}
