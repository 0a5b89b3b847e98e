using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence;

/// <summary>That an entry's bytes were taken away. Its hash is in the log as before.</summary>
/// <param name="Reason">Whether by retention or by erasure; null where nothing says so: somebody who owns the database took them away.</param>
/// <param name="ToldBy">The entry of the log that says so; null where none does.</param>
public sealed record RemovedView(RemovalReason? Reason, EvidenceId? ToldBy)
{
    internal static readonly RemovedView Unknown = new(null, null);

    /// <summary>What is still known of an entry: what it is found by.</summary>
    internal static JsonElement LeftOf(EvidenceEntry entry) => JsonSerializer.SerializeToElement(
        new
        {
            EvidenceId = entry.Id.ToString(),
            entry.CreatedAt,
            Who = new { entry.Actor },
            What = new
            {
                entry.Action,
                entry.Outcome,
                MetadataKind = entry.Kind,
                ResourceId = entry.Facets.ResourceId,
                Summary = new Dictionary<string, object>(),
            },
        },
        WireJson.Options);
}

internal static class Removals
{
    /// <summary>By which removals the entries of these indexes are without bytes; of several, the erasure.</summary>
    public static async Task<Dictionary<long, RemovedView>> RemovalsAsync(
        this ICavraDbContext db, IReadOnlyList<long> indexes, CancellationToken cancellationToken)
    {
        if (indexes.Count == 0)
        {
            return [];
        }

        var retention = await db.EvidenceRemovals.AsNoTracking().Where(removal => removal.Reason == RemovalReason.Retention)
            .OrderByDescending(removal => removal.EndIndex).FirstOrDefaultAsync(cancellationToken);
        var ends = indexes.Select(index => index + 1).ToList();
        var erasures = await db.EvidenceRemovals.AsNoTracking()
            .Where(removal => removal.Reason == RemovalReason.Erasure && ends.Contains(removal.EndIndex)).ToListAsync(cancellationToken);
        var found = new Dictionary<long, RemovedView>();
        foreach (var index in indexes)
        {
            if ((erasures.Find(removal => removal.Holds(index)) ?? (retention?.Holds(index) is true ? retention : null)) is { } removal)
            {
                found[index] = new RemovedView(removal.Reason, removal.ToldBy);
            }
        }

        return found;
    }
}
