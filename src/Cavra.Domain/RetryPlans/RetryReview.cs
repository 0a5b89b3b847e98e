using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.RetryPlans;

/// <summary>What somebody says about decisions of a plan.</summary>
public sealed record RetryReview(
    RetryAcknowledgementState State, DateTimeOffset? DeferUntil = null, FreeText? ExternalRef = null, FreeText? Notes = null)
{
    /// <summary>How long a retry is deferred when nobody says until when.</summary>
    public static readonly TimeSpan DefaultDeferral = TimeSpan.FromHours(24);

    /// <summary>How long a retry can be deferred, the last instant included.</summary>
    public static readonly TimeSpan LongestDeferral = TimeSpan.FromDays(30);

    /// <summary>Which rule of its state it breaks; null when none.</summary>
    public Refusal? Refusal(DateTimeOffset now) => State switch
    {
        not RetryAcknowledgementState.Deferred when DeferUntil is not null => RetryAcknowledgementRefusals.NotDeferred,
        RetryAcknowledgementState.Deferred when DeferUntil <= now || DeferUntil > now + LongestDeferral =>
            RetryAcknowledgementRefusals.DeferralOutOfRange,
        RetryAcknowledgementState.Resolved when IsMissing(ExternalRef) && IsMissing(Notes) =>
            RetryAcknowledgementRefusals.ResolutionUnproven,
        RetryAcknowledgementState.Dismissed when IsMissing(Notes) => RetryAcknowledgementRefusals.DismissalUnexplained,
        _ => null,
    };

    /// <summary>Until when nothing is retried; null unless deferred.</summary>
    public DateTimeOffset? DeferredUntil(DateTimeOffset now) =>
        State is RetryAcknowledgementState.Deferred ? DeferUntil ?? now + DefaultDeferral : null;

    private static bool IsMissing(FreeText? text) => text is null || text.IsBlank;
}
