using Cavra.Domain.Access;

namespace Cavra.Infrastructure.Evidence;

/// <summary>
/// How much has been added to one number of a workspace in one slot. Written by the database alone; each transaction counts in a
/// slot that no other one is using, so commands never wait for each other to count, and there are no more rows than commands at
/// once.
/// </summary>
internal sealed class EvidenceCount
{
    private EvidenceCount()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Metric { get; init; }

    /// <summary>From 0; beyond 255 only where more transactions than that write at once.</summary>
    public required int Slot { get; init; }

    public required long Value { get; init; }
}
