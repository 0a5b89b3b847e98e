using System.Diagnostics;

namespace Cavra.Domain.RetryPlans;

/// <summary>What a plan decides about a destination.</summary>
public enum RetryAction
{
    /// <summary>Its time has come.</summary>
    Retry,

    /// <summary>Something is in the way that passes or that somebody removes.</summary>
    Wait,

    /// <summary>No plan retries it any more.</summary>
    Suppress,
}

/// <summary>Why a plan decides so, in the order of the rules.</summary>
public enum RetryReason
{
    /// <summary>It failed as often as the policy allows.</summary>
    AttemptsExhausted,

    /// <summary>The connector is not configured, or can't be used.</summary>
    ConnectorMissing,

    /// <summary>A person paused the connector.</summary>
    ConnectorPaused,

    /// <summary>The connector failed too often in a row to be tried now.</summary>
    CircuitOpen,

    /// <summary>It failed by its configuration or the egress guard, and the configuration is still the same.</summary>
    ConfigurationUnchanged,

    /// <summary>A person deferred it to a later instant.</summary>
    Deferred,

    /// <summary>The delay after its latest failure is not over.</summary>
    BackingOff,

    /// <summary>Nothing is in the way of a retry.</summary>
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
