using System.ComponentModel.DataAnnotations;
using Cavra.Api.Wire;
using Cavra.Application.Approvals;
using Cavra.Application.Wire;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using static Cavra.Api.AuditDeliveries.AuditDeliveryEndpoints;

namespace Cavra.Api.Approvals;

/// <summary>Approvals of live retries, and the records of what was sent with them.</summary>
internal static class ApprovalEndpoints
{
    public static IEndpointRouteBuilder MapApprovals(this IEndpointRouteBuilder routes)
    {
        var approvals = routes.MapGroup(ContractPaths.AuditDelivery).WithTags("Approvals");
        approvals.MapCommand<ApprovalPlanBody, ApprovalPlanAnswer>(
            HttpMethod.Post, "/retry-execution-approval-plan", "PlanApprovals", "Ask for the approvals that open deliveries need to be sent again",
            (body, _) => new PlanApprovals(body.ApprovalPolicy?.ToTerms() ?? new ApprovalTermsAsked())
            {
                OnBehalfOf = FreeText.Optional(body.GeneratedBy),
            });
        approvals.MapCommand<ApprovalDecisionBody, ApprovalDecisionAnswer>(
            HttpMethod.Post, "/retry-execution-approval-plans/{approval_plan_id}/decisions", "DecideApproval",
            "Approve, deny or defer retries that an approval plan asks to approve", (body, http) => body.ToCommand(http));
        approvals.MapQuery<ApprovalFilter, Page<ApprovalView>>(
            "/approvals", "ListApprovals", "List approvals: what awaits whom, what each is bound to, and whether it is stale",
            (filter, _) => filter.ToQuery());
        approvals.MapQuery<ExecutionFilter, Page<ExecutionView>>(
            "/retry-execution-records", "ListExecutions", "List the records of live retries", (filter, _) => filter.ToQuery());
        return routes;
    }

    /// <summary>Terms of an approval plan.</summary>
    /// <param name="ApprovalPolicy">Terms that are stricter than the workspace's policy; that of the workspace where it is left out.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record ApprovalPlanBody(ApprovalPolicyBody? ApprovalPolicy = null, string? GeneratedBy = null);

    /// <summary>What an approval has to satisfy. A request may be stricter than the workspace's policy, never looser.</summary>
    /// <param name="RequireRetryAck">Whether a retry has to be accepted before it may be approved.</param>
    /// <param name="ApprovalsRequired">Different people who have to approve, 1 to 5.</param>
    /// <param name="ExpiresAfterMinutes">Minutes from the first approval in which it may be used, 1 to 43,200.</param>
    internal sealed record ApprovalPolicyBody(
        Optional<bool> RequireRetryAck = default, Optional<int> ApprovalsRequired = default, Optional<int> ExpiresAfterMinutes = default)
    {
        public ApprovalTermsAsked ToTerms() => new(RequireRetryAck.OrNull, ApprovalsRequired.OrNull, ExpiresAfterMinutes.OrNull);
    }

    /// <summary>What somebody decides about retries that they are asked to approve.</summary>
    /// <param name="Provider">Connector whose retries are meant, by its name or, where only one connector meant is of it, its vendor's.</param>
    /// <param name="ApprovalState">approved lets it be sent once; denied, deferred and expired end what was asked for.</param>
    /// <param name="RetryPlanId">Limits the decision to this retry plan; every one meant where it is left out.</param>
    /// <param name="DeliveryId">Limits the decision to this audit delivery; every one in the plan where it is left out.</param>
    /// <param name="AuditId">Limits the decision to this audit package; every one in the plan where it is left out.</param>
    /// <param name="DestinationId">Limits the decision to this destination; every one meant where it is left out.</param>
    /// <param name="ExternalRef">Reference elsewhere, at most 200 characters.</param>
    /// <param name="Notes">Free text, at most 2,000 characters.</param>
    /// <param name="DecidedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who decided.</param>
    internal sealed record ApprovalDecisionBody(
        string Provider,
        ApprovalAnswer ApprovalState = ApprovalAnswer.Approved,
        RetryPlanId? RetryPlanId = null,
        AuditDeliveryId? DeliveryId = null,
        AuditPackageId? AuditId = null,
        DestinationId? DestinationId = null,
        string? ExternalRef = null,
        string? Notes = null,
        string? DecidedBy = null)
    {
        public DecideApproval ToCommand(HttpContext http) => new(
            http.PathId<ApprovalPlanId>("approval_plan_id"), Provider,
            new ApprovalSays(ApprovalState, FreeText.Optional(ExternalRef), FreeText.Optional(Notes)))
        {
            RetryPlanId = RetryPlanId,
            DeliveryId = DeliveryId,
            AuditId = AuditId,
            DestinationId = DestinationId,
            OnBehalfOf = FreeText.Optional(DecidedBy),
        };
    }

    internal sealed record ApprovalFilter(
        string? State = null, string? Provider = null, string? DestinationId = null, string? DeliveryId = null,
        [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
        [Range(0, PageRequest.MaxOffset)] int Offset = 0,
        string? Cursor = null)
    {
        public ListApprovals ToQuery() => new(new PageRequest(Limit, Offset, Cursor))
        {
            State = State,
            Provider = Provider,
            DestinationId = DestinationId is null ? null : IdOf<DestinationId>(DestinationId),
            DeliveryId = DeliveryId is null ? null : IdOf<AuditDeliveryId>(DeliveryId),
        };
    }

    internal sealed record ExecutionFilter(
        string? ExecutionStatus = null, string? Provider = null, string? RunId = null, string? DestinationId = null, string? DeliveryId = null,
        [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
        [Range(0, PageRequest.MaxOffset)] int Offset = 0,
        string? Cursor = null)
    {
        public ListExecutions ToQuery() => new(new PageRequest(Limit, Offset, Cursor))
        {
            Status = ExecutionStatus,
            Provider = Provider,
            RunId = RunId is null ? null : IdOf<WorkerRunId>(RunId),
            DestinationId = DestinationId is null ? null : IdOf<DestinationId>(DestinationId),
            DeliveryId = DeliveryId is null ? null : IdOf<AuditDeliveryId>(DeliveryId),
        };
    }
}
