using Cavra.Application.Ports;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Evidence;

/// <summary>Adds up what was counted in each slot: a few rows a number, whatever has happened.</summary>
internal sealed class TallyReader(CavraDbContext db) : IEvidenceCounts
{
    public async Task<EvidenceCounts> ReadAsync(CancellationToken cancellationToken) =>
        new(await db.Tallies
            .GroupBy(tally => tally.Metric)
            .Select(counted => new { Metric = counted.Key, Value = counted.Sum(tally => tally.Value) })
            .ToDictionaryAsync(counted => counted.Metric, counted => counted.Value, cancellationToken));
}
