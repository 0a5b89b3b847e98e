using Cavra.Application.Ports;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>What several readers of the log ask for.</summary>
internal static class LogReading
{
    public static Task<StoredCheckpoint?> NewestAsync(
        this IQueryable<StoredCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        checkpoints.AsNoTracking().OrderByDescending(checkpoint => checkpoint.Size).ThenByDescending(checkpoint => checkpoint.Renewal).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The checkpoint's note with the cosignatures of it that are known, as many as a note may have.</summary>
    public static async Task<string> CosignedAsync(this ICavraDbContext db, StoredCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        if (!SignedNote.TryParse(checkpoint.Note, out var note))
        {
            return checkpoint.Note;
        }

        var lines = await db.LogCosignatures.AsNoTracking().Where(cosignature => cosignature.Size == checkpoint.Size)
            .OrderBy(cosignature => cosignature.Name).Take(SignedNote.MostSignatures - note.Signatures.Count)
            .Select(cosignature => cosignature.Line).ToListAsync(cancellationToken);
        return lines.Aggregate(note, (cosigned, line) => NoteSignature.TryParse(line, out var signature) ? cosigned.With(signature) : cosigned).ToString();
    }

    /// <summary>The newest time-stamp of a checkpoint of at most that many entries, and that checkpoint; null where there is none.</summary>
    public static async Task<(StoredTimestamp Timestamp, string Checkpoint)?> NewestTimestampAsync(
        this ICavraDbContext db, long mostSize, CancellationToken cancellationToken)
    {
        var timestamp = await db.LogTimestamps.AsNoTracking().Where(timestamp => timestamp.Size <= mostSize)
            .OrderByDescending(timestamp => timestamp.Size).FirstOrDefaultAsync(cancellationToken);
        return timestamp is not null
            && await db.LogCheckpoints.Where(checkpoint => checkpoint.Size == timestamp.Size).NewestAsync(cancellationToken) is { } checkpoint
                ? (timestamp, await db.CosignedAsync(checkpoint, cancellationToken))
                : null;
    }

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
