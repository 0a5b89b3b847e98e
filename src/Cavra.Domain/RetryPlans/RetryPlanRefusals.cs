using Cavra.Domain.Abstractions;

namespace Cavra.Domain.RetryPlans;

public static class RetryPlanRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "retry_plan.not_found", "There is no such retry plan.");

    public static readonly Refusal PolicyOutOfRange =
        new(RefusalKind.Invalid, "retry_plan.policy_out_of_range", "The retry policy is not valid.");

    public static readonly Refusal DecisionAbsent = new(
        RefusalKind.Conflict,
        "retry_plan.decision_absent",
        "The plan holds no decision for that provider, delivery and package.");
}
