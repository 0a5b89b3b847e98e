using Cavra.Domain.AuditDeliveries;

namespace Cavra.Infrastructure.Delivery;

/// <summary>How one try ended.</summary>
internal sealed record TryOutcome
{
    private static readonly TimeSpan LongestQuickWait = TimeSpan.FromSeconds(5);

    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>Null exactly when the try did not fail.</summary>
    public FailureClass? Failure { get; init; }

    /// <summary>One public-safe sentence; null when the try did not fail.</summary>
    public string? Error { get; init; }

    /// <summary>The answer that decided; null when there was none, or no whole one.</summary>
    public Reply? Reply { get; init; }

    /// <summary>What the vendor calls what it took, to ask for it later; null where it has no name.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether the vendor took it and can be asked by the reference whether it has it for good.</summary>
    public bool AwaitsConfirmation => Outcome is DeliveryOutcome.Unconfirmed && Reference is not null;

    /// <summary>
    /// Whether trying again at once may help: the receiver was away for a moment, or named a wait of at most 5 s.
    /// </summary>
    public bool IsWorthAQuickRetry => Outcome is DeliveryOutcome.Failed && Reply switch
    {
        { RetryAfter: { } wait } when wait > LongestQuickWait => false,
        { } reply => reply.IsPassing,
        null => Failure is FailureClass.Unreachable or FailureClass.Timeout,
    };

    public static TryOutcome Failed(FailureClass failure, string error, Reply? reply = null) =>
        new() { Outcome = DeliveryOutcome.Failed, Failure = failure, Error = error, Reply = reply };
}

/// <summary>What came back, whatever carried it. Raw: nothing of it may be kept or shown before it is redacted.</summary>
/// <param name="Code">The protocol's number for how it went: an HTTP status, an SMTP reply code; 0 where it has none.</param>
/// <param name="Text">What was said, on one line.</param>
/// <param name="Bytes">How much was read of it.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone; null when it did not ask.</param>
internal sealed record Reply(int Code, string Text, long Bytes, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether what is in the way is likely to be gone in a moment.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Whether the receiver says that there will never be anything there again.</summary>
    public bool IsGone { get; init; }
}
