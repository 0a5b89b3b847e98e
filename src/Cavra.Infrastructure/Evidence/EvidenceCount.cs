using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

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

/// <summary>Adds up what was counted in each slot: a few rows a number, whatever has happened.</summary>
internal sealed class TallyReader(CavraDbContext db) : IEvidenceCounts
{
    public async Task<EvidenceCounts> ReadAsync(CancellationToken cancellationToken) =>
        new(await db.Tallies
            .GroupBy(tally => tally.Metric)
            .Select(counted => new { Metric = counted.Key, Value = counted.Sum(tally => tally.Value) })
            .ToDictionaryAsync(counted => counted.Metric, counted => counted.Value, cancellationToken));
}
