using Cavra.Domain.Abstractions;

namespace Cavra.Domain.RetryPlans;

public static class RetryAcknowledgementRefusals
{
    public static readonly Refusal NotDeferred = Broken(
        "retry_acknowledgement.not_deferred", "/defer_until", "Only a deferral has an instant to defer to.");

    public static readonly Refusal DeferralOutOfRange = Broken(
        "retry_acknowledgement.deferral_out_of_range", "/defer_until", "Must be in the future, at most 30 days.");

    public static readonly Refusal ResolutionUnproven = Broken(
        "retry_acknowledgement.resolution_unproven", "/external_ref", "Resolving needs external_ref or notes.");

    public static readonly Refusal DismissalUnexplained = Broken(
        "retry_acknowledgement.dismissal_unexplained", "/notes", "Dismissing needs notes.");

    private static Refusal Broken(string code, string member, string rule) => new(RefusalKind.Invalid, code, rule)
    {
        Errors = new Dictionary<string, string[]> { [member] = [rule] },
    };
}
