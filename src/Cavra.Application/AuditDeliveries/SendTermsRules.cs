using FluentValidation;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Validation rules for <see cref="SendTerms"/>, under the names that requests give its members.</summary>
internal static class SendTermsRules
{
    /// <summary>Every request that sends takes the same <c>retries</c> and <c>timeout_seconds</c>.</summary>
    public static void AreInRange<T>(this IRuleBuilderInitial<T, SendTerms> terms) => terms.Custom((given, context) =>
    {
        if (given.Retries is < 0 or > SendTerms.MaxRetries)
        {
            context.AddFailure(nameof(SendTerms.Retries), "Must be 0 to 5.");
        }

        if (given.TimeoutSeconds is not (>= SendTerms.MinTimeoutSeconds and <= SendTerms.MaxTimeoutSeconds))
        {
            context.AddFailure(nameof(SendTerms.TimeoutSeconds), "Must be 0.1 to 30.");
        }
    });
}
