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
        var plans = routes.MapGroup(WirePaths.AuditDelivery).WithTags("Retry plans");
        plans.MapCommand<PlanBody, RetryPlanAnswer>(
            HttpMethod.Post, "/retry-plan", "PlanRetries", "Plan what to do about every failed or held audit delivery",
            (body, _) => new PlanRetries(RetryPolicyBody.PolicyOf(body.RetryPolicy))
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

    internal sealed record PlanBody(RetryPolicyBody? RetryPolicy = null, string? GeneratedBy = null);

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

/// <summary>A retry policy, as requests give it.</summary>
internal sealed record RetryPolicyBody(
    int MaxRetryAttempts = 3, int RetryDelayMinutes = 15, double BackoffMultiplier = 2, int MaxRetryDelayMinutes = 1_440,
    bool AllowImmediateRetry = false)
{
    /// <summary>The policy; the default one where a request gives none.</summary>
    public static RetryPolicy PolicyOf(RetryPolicyBody? body)
    {
        var given = body ?? new RetryPolicyBody();
        return new RetryPolicy(
            given.MaxRetryAttempts, given.RetryDelayMinutes, given.BackoffMultiplier, given.MaxRetryDelayMinutes,
            given.AllowImmediateRetry);
    }
}
