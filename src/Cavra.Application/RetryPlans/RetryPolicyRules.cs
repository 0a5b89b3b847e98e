using Cavra.Domain.RetryPlans;
using FluentValidation;
using FluentValidation.Results;

namespace Cavra.Application.RetryPlans;

/// <summary>The ranges of what a request says of a retry policy.</summary>
internal static class RetryPolicyRules
{
    /// <summary>
    /// What the domain accepts; every member that is out of its range is named. Whether the members go together with those left out,
    /// the workspace's policy decides.
    /// </summary>
    public static void IsRetryPolicy<T>(this IRuleBuilderInitial<T, RetryPolicyAsked?> rule) => rule.Custom((asked, context) =>
    {
        var whole = asked?.Over(RetryPolicy.Default with
        {
            AllowImmediateRetry = asked.AllowImmediateRetry ?? true,
            RetryDelayMinutes = Math.Clamp(asked.MaxRetryDelayMinutes ?? RetryPolicy.Default.RetryDelayMinutes, 1, RetryPolicy.Default.RetryDelayMinutes),
            MaxRetryDelayMinutes = RetryPolicy.LargestMaxDelayMinutes,
        });
        foreach (var (member, rules) in whole?.Checked().Refusal?.Errors ?? new Dictionary<string, string[]>())
        {
            foreach (var broken in rules)
            {
                context.AddFailure(new ValidationFailure(member.Trim('/').Replace('/', '.'), broken));
            }
        }
    });
}
