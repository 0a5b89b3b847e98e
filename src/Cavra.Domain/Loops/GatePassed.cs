using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Loops;

/// <summary>The record that a destination passed a gate of its loop, beside the evidence that proves it. Never changed.</summary>
public sealed class GatePassed
{
    private GatePassed()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DestinationId DestinationId { get; init; }

    public required Gate Gate { get; init; }

    /// <summary>With workspace, destination and gate, the key: a gate can be passed more than once, the earliest counts.</summary>
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
