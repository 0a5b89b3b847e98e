namespace Cavra.Domain.Evidence.Log;

/// <summary>Why a workspace's log stands still.</summary>
public enum LogStop
{
    /// <summary>A signing key is missing or unreadable.</summary>
    NoKey,

    /// <summary>What is stored is not what was signed last: nothing is signed over it.</summary>
    Damaged,
}
