namespace Cavra.Domain.Loops;

/// <summary>The gates between a failed delivery and the proof that it was dealt with, in their order.</summary>
public enum Gate
{
    /// <summary>It is in a retry plan.</summary>
    Noticed,

    /// <summary>A health alert about it was delivered.</summary>
    Routed,

    /// <summary>Somebody accepted, deferred, escalated, resolved or dismissed it.</summary>
    Reviewed,

    /// <summary>The governed retry was approved.</summary>
    Approved,

    /// <summary>The governed retry was made.</summary>
    Executed,

    /// <summary>It was delivered.</summary>
    Recovered,
}

/// <summary>That a gate was passed, and what proves it.</summary>
/// <param name="Gate">Which.</param>
/// <param name="PassedAt">When.</param>
/// <param name="Actor">Who passed it, as documents show it.</param>
/// <param name="EvidenceId">Wire id of the evidence entry.</param>
public sealed record GateFact(Gate Gate, DateTimeOffset PassedAt, string Actor, string EvidenceId);

/// <summary>One gate of a loop as it stands.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Applies">False where the loop ended, or can only end, without passing it.</param>
/// <param name="Fact">Null while there is no evidence that it was passed.</param>
/// <param name="Elapsed">
/// From the gate passed before it, or from the opening, to its passing or, for the open gate, to now. Null for a gate whose
/// turn has not come.
/// </param>
public sealed record GateView(Gate Gate, bool Applies, GateFact? Fact, TimeSpan? Elapsed)
{
    public bool IsPassed => Fact is not null;
}
