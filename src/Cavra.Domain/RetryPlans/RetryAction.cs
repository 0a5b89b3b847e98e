using System.Diagnostics;

namespace Cavra.Domain.RetryPlans;

/// <summary>What a plan decides about a destination.</summary>
public enum RetryAction
{
    Retry,
    Wait,
    Suppress,
}

/// <summary>Why a plan decides so, in the order of the rules.</summary>
public enum RetryReason
{
    AttemptsExhausted,
    ConnectorMissing,
    ConnectorPaused,
    CircuitOpen,

    /// <summary>It failed by its configuration or the egress guard, and the configuration is still the same.</summary>
    ConfigurationUnchanged,
    Deferred,
    BackingOff,
    Eligible,
}

/// <summary>What follows from a reason.</summary>
public static class RetryReasons
{
    public static RetryAction Action(this RetryReason reason) => reason switch
    {
        RetryReason.AttemptsExhausted => RetryAction.Suppress,
        RetryReason.Eligible => RetryAction.Retry,
        _ => RetryAction.Wait,
    };

    /// <summary>One public-safe sentence for a person.</summary>
    public static string Sentence(this RetryReason reason) => reason switch
    {
        RetryReason.AttemptsExhausted => "Every attempt the policy allows has failed; a person must resolve or dismiss it.",
        RetryReason.ConnectorMissing => "The connector is not configured, switched off, not usable, or its endpoint is gone.",
        RetryReason.ConnectorPaused => "The connector is paused.",
        RetryReason.CircuitOpen => "The connector's circuit is open after repeated failures.",
        RetryReason.ConfigurationUnchanged => "It failed by its configuration, which has not changed since.",
        RetryReason.Deferred => "A person deferred the retry.",
        RetryReason.BackingOff => "The wait after the last failure is not over.",
        RetryReason.Eligible => "It may be tried again.",
        _ => throw new UnreachableException(),
    };
}
