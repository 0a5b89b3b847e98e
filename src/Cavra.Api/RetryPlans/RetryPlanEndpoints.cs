using Cavra.Api.Access;
using Cavra.Api.Wire;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.RetryPlans;
using Cavra.Application.Wire;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Api.RetryPlans;

/// <summary>Plans over failed audit deliveries, and what people decide about them.</summary>
internal static class RetryPlanEndpoints
{
    private static readonly TimeSpan EscalationLease = SendTerms.Default.Lease + TimeSpan.FromMinutes(1);

    public static IEndpointRouteBuilder MapRetryPlans(this IEndpointRouteBuilder routes)
    {
        var plans = routes.MapGroup(ContractPaths.AuditDelivery).WithTags("Retry plans");
        plans.MapCommand<PlanBody, RetryPlanAnswer>(
            HttpMethod.Post, "/retry-plan", "PlanRetries", "Plan what to do about every failed or held audit delivery",
            (body, _) => new PlanRetries(body.RetryPolicy?.Asked)
            {
                OnBehalfOf = FreeText.Optional(body.GeneratedBy),
            });
        plans.MapQuery<PageFilter, Page<RetryPlanItem>>(
            "/retry-plans", "ListRetryPlans", "List the retry plans, without their decisions",
            (filter, _) => new ListRetryPlans(filter.Page));
        plans.MapQuery<NoParameters, RetryPlanView>(
            "/retry-plans/{retry_plan_id}", "GetRetryPlan", "A retry plan with its decisions",
            (_, http) => new GetRetryPlan(http.PathId<RetryPlanId>("retry_plan_id")));
        plans.MapSteps<AcknowledgeBody, RetryAcknowledgementAnswer>(
            HttpMethod.Post, "/retry-plans/{retry_plan_id}/acknowledgements", "AcknowledgeRetryPlan",
            "Accept, defer, escalate, resolve or dismiss decisions of a retry plan", EscalationLease,
            (body, http) => http.AnswerAsync(body.ToCommand(http)))
            .TakesIfMatch();
        return routes;
    }

    /// <summary>Terms of a retry plan.</summary>
    /// <param name="RetryPolicy">Limits of retries, not looser than the workspace's policy; those of it where it is left out.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record PlanBody(RetryPolicyBody? RetryPolicy = null, string? GeneratedBy = null);

    /// <summary>What somebody decides about decisions of a retry plan.</summary>
    /// <param name="Provider">Connector whose decisions are meant, by its name or, where only one connector meant is of it, its
    /// vendor's.</param>
    /// <param name="AcknowledgementState">accepted lets it be approved, deferred waits, escalated alerts the escalation owner, resolved and
    /// dismissed close it.</param>
    /// <param name="DeliveryId">Limits the answer to this audit delivery; every one in the plan where it is left out.</param>
    /// <param name="AuditId">Limits the answer to this audit package; every one in the plan where it is left out.</param>
    /// <param name="DestinationId">Limits the answer to this destination; every one meant where it is left out.</param>
    /// <param name="DeferUntil">Only with deferred: until when to wait, at most 30 days; 24 hours from now where it is left out.</param>
    /// <param name="ExternalRef">Reference elsewhere, at most 200 characters; resolved needs this or notes.</param>
    /// <param name="Notes">Free text, at most 2,000 characters; dismissed needs it, resolved this or a reference.</param>
    /// <param name="AcknowledgedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who answered.</param>
    internal sealed record AcknowledgeBody(
        string Provider,
        RetryAcknowledgementState AcknowledgementState = RetryAcknowledgementState.Accepted,
        AuditDeliveryId? DeliveryId = null,
        AuditPackageId? AuditId = null,
        DestinationId? DestinationId = null,
        DateTimeOffset? DeferUntil = null,
        string? ExternalRef = null,
        string? Notes = null,
        string? AcknowledgedBy = null)
    {
        public AcknowledgeRetryPlan ToCommand(HttpContext http) => new(
            http.PathId<RetryPlanId>("retry_plan_id"),
            Provider,
            new RetryReview(AcknowledgementState, DeferUntil, FreeText.Optional(ExternalRef), FreeText.Optional(Notes)))
        {
            DeliveryId = DeliveryId,
            AuditId = AuditId,
            DestinationId = DestinationId,
            IfMatch = http.IfMatch(),
            OnBehalfOf = FreeText.Optional(AcknowledgedBy),
        };
    }
}

/// <summary>A retry policy, as requests give it: what it leaves out says the workspace's policy.</summary>
/// <param name="MaxRetryAttempts">Failed attempts after which a destination is not retried by plan, 1 to 20.</param>
/// <param name="RetryDelayMinutes">Minutes to wait after the first failure, 0 to 1,440; 0 needs allow_immediate_retry.</param>
/// <param name="BackoffMultiplier">Factor by which the delay grows with every further failure, 1 to 10.</param>
/// <param name="MaxRetryDelayMinutes">The longest delay in minutes, from retry_delay_minutes to 10,080.</param>
/// <param name="AllowImmediateRetry">Whether a base delay of 0 minutes is allowed.</param>
internal sealed record RetryPolicyBody(
    Optional<int> MaxRetryAttempts = default, Optional<int> RetryDelayMinutes = default, Optional<double> BackoffMultiplier = default,
    Optional<int> MaxRetryDelayMinutes = default, Optional<bool> AllowImmediateRetry = default)
{
    internal RetryPolicyAsked Asked => new(
        MaxRetryAttempts.OrNull, RetryDelayMinutes.OrNull, BackoffMultiplier.OrNull, MaxRetryDelayMinutes.OrNull, AllowImmediateRetry.OrNull);
}
