using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

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

    /// <summary>The governed retry was approved, and the approval holds, is being used or led to the delivery.</summary>
    Approved,

    /// <summary>The governed retry was made, and delivered it.</summary>
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

/// <summary>Whom a loop awaits: the roles that can pass a gate.</summary>
public static class GateRoles
{
    /// <summary>The roles that can pass the gate, in the order of the design.</summary>
    public static IReadOnlyList<string> Of(Gate gate) => gate switch
    {
        Gate.Noticed => Roles.With(Permissions.RetryPlan),
        Gate.Routed => Roles.With(Permissions.HealthAlertDeliver),
        Gate.Reviewed => Roles.With(Permissions.RetryAcknowledge),
        Gate.Approved => Roles.With(Permissions.RetryApprove),
        Gate.Executed => Roles.With(Permissions.RetryExecute),

        // What was sent again in vain needs another approval; this gate is passed together with the one before it.
        _ => [Roles.Operator],
    };
}

/// <summary>The record that a destination passed a gate of its loop, beside the evidence that proves it. Never changed.</summary>
public sealed class GatePassed
{
    private GatePassed()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DestinationId DestinationId { get; init; }

    public required Gate Gate { get; init; }

    /// <summary>With workspace, destination and gate, the key: a gate can be passed more than once, see <see cref="GateFacts"/>.</summary>
    public required EvidenceId EvidenceId { get; init; }

    public required DateTimeOffset PassedAt { get; init; }

    /// <summary>Who passed it, as documents show it.</summary>
    public required string Actor { get; init; }

    public GateFact Fact => new(Gate, PassedAt, Actor, EvidenceId.ToString());

    public static GatePassed By(
        WorkspaceId workspace, DestinationId destination, Gate gate, string actor, EvidenceId evidence, DateTimeOffset now) => new()
        {
            WorkspaceId = workspace,
            DestinationId = destination,
            Gate = gate,
            EvidenceId = evidence,
            PassedAt = now,
            Actor = actor,
        };
}
