using Cavra.Domain.RetryPlans;
using FluentValidation;
using FluentValidation.Results;

namespace Cavra.Application.RetryPlans;

/// <summary>The ranges of a retry policy, wherever a request has one.</summary>
internal static class RetryPolicyRules
{
    /// <summary>What the domain accepts; every member that is out of its range is named.</summary>
    public static void IsRetryPolicy<T>(this IRuleBuilderInitial<T, RetryPolicy> rule) => rule.Custom((policy, context) =>
    {
        foreach (var (member, rules) in policy.Checked().Refusal?.Errors ?? new Dictionary<string, string[]>())
        {
            foreach (var broken in rules)
            {
                context.AddFailure(new ValidationFailure(member.Trim('/').Replace('/', '.'), broken));
            }
        }
    });
}
