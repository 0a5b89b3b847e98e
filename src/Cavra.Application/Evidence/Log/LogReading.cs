using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>What several readers of the log ask for.</summary>
internal static class LogReading
{
    public static Task<StoredCheckpoint?> NewestAsync(
        this IQueryable<StoredCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        checkpoints.AsNoTracking().OrderByDescending(checkpoint => checkpoint.Size).ThenByDescending(checkpoint => checkpoint.Renewal).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The tiles asked for, each at its width: a stored one may have grown since.</summary>
    public static async Task<IReadOnlyDictionary<LogTile, byte[]>> ReadAsync(
        this IQueryable<StoredTile> tiles, IReadOnlyList<LogTile> wanted, CancellationToken cancellationToken)
    {
        var (levels, indexes) = (wanted.Select(tile => tile.Level).ToArray(), wanted.Select(tile => tile.Index).ToArray());
        var stored = await tiles.AsNoTracking()
            .Where(tile => levels.Contains(tile.Level) && indexes.Contains(tile.Index)).ToListAsync(cancellationToken);
        return wanted.ToDictionary(
            tile => tile,
            tile => stored.Find(row => row.Level == tile.Level && row.Index == tile.Index)?.Hashes[..(tile.Width * TreeHash.Size)]
                ?? throw new InvalidOperationException("A tile that the tree's size implies is not stored."));
    }
}
