using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Policies;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using FluentValidation;
using MediatR;

namespace Cavra.Application.RetryPlans;

/// <summary>Plans what to do about every failed or held audit delivery: retry, wait or suppress, and why.</summary>
/// <param name="RetryPolicy">What is asked of the retry policy; null for the workspace's as it is.</param>
public sealed record PlanRetries(RetryPolicyAsked? RetryPolicy = null) : ICommand<RetryPlanAnswer>
{
    public static Permission Permission => Permissions.RetryPlan;

    public FreeText? OnBehalfOf { get; init; }
}

/// <summary>What planning retries is answered with.</summary>
/// <param name="Plan">The plan with its decisions.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record RetryPlanAnswer(RetryPlanView Plan, MetadataItem Metadata, ActorView Actor) : IAddressable, IVersioned
{
    string IAddressable.Location => $"{RetryPlanVersion.Plans}/{Plan.RetryPlanId}";

    string IVersioned.ETag => Plan.Version;
}

internal sealed class PlanRetriesValidator : AbstractValidator<PlanRetries>
{
    public PlanRetriesValidator()
    {
        RuleFor(command => command.RetryPolicy).IsRetryPolicy();
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("GeneratedBy");
    }
}

internal sealed class PlanRetriesHandler(RetryPlanner planner, PolicyReader policies, Call call) : IRequestHandler<PlanRetries, Result<RetryPlanAnswer>>
{
    public async Task<Result<RetryPlanAnswer>> Handle(PlanRetries command, CancellationToken cancellationToken)
    {
        var policy = (await policies.InForceAsync(cancellationToken)).Policy.Tightened(command.RetryPolicy);
        if (policy.Refusal is { } refusal)
        {
            return refusal;
        }

        var planned = await planner.PlanAsync(policy.Value, cancellationToken);
        return new RetryPlanAnswer(planned.View, planned.Metadata, ActorView.Of(call.Caller));
    }
}
