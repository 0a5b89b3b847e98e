using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>Whether a log has grown from an older checkpoint: nothing of it was taken back or changed.</summary>
internal sealed class Growth(ILogSource source, Checkpoint checkpoint, TrustedTiles tiles)
{
    private const int MostProofBytes = 65_536;

    /// <param name="earlier">The older checkpoint, its signature checked.</param>
    /// <param name="file">What it is called in findings.</param>
    /// <param name="proofFile">The file that may hold the proof; null when the tiles have to give it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task CheckAsync(Checkpoint earlier, string file, string? proofFile, CancellationToken cancellationToken)
    {
        if (earlier.Origin != checkpoint.Origin)
        {
            throw Flaw.Tampered($"{file} is of another log, {earlier.Origin}.", file);
        }

        if (earlier.Size > checkpoint.Size)
        {
            throw Flaw.Tampered($"The log had {earlier.Size} entries and has {checkpoint.Size}: it was rolled back.", "checkpoint", checkpoint.Size);
        }

        var proof = proofFile is not null && await source.TryReadAsync(proofFile, MostProofBytes, cancellationToken) is { } lines
            ? Read(lines)
            : await ProveAsync(earlier.Size, cancellationToken);
        if (!Merkle.Extends(earlier.Size, earlier.Root, checkpoint.Size, checkpoint.Root, proof))
        {
            throw Flaw.Tampered($"The log has not grown from {file}: its first {earlier.Size} entries are not those that were signed then.", file);
        }
    }

    /// <summary>Whether the tiles that the proof needs are there. For what is not earlier at all none is needed: the check says so.</summary>
    public async Task<bool> CanBeProvedAsync(Checkpoint earlier, CancellationToken cancellationToken)
    {
        if (earlier.Origin != checkpoint.Origin || earlier.Size >= checkpoint.Size)
        {
            return true;
        }

        foreach (var tile in TileProofs.NeededForConsistency(earlier.Size, checkpoint.Size))
        {
            if (!await tiles.HasAsync(tile, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static TreeHash[] Read(byte[] bytes)
    {
        var hashes = new List<TreeHash>();
        foreach (var line in SignedCheckpoint.Text(bytes, "consistency").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            hashes.Add(TreeHash.TryParse(line, out var hash) ? hash : throw Flaw.Unreadable("consistency is no proof.", "consistency"));
        }

        return [.. hashes];
    }

    private async Task<IReadOnlyList<TreeHash>> ProveAsync(long oldSize, CancellationToken cancellationToken)
    {
        var needed = new Dictionary<LogTile, byte[]>();
        foreach (var tile in TileProofs.NeededForConsistency(oldSize, checkpoint.Size))
        {
            var (hashes, wrong) = await tiles.ReadAsync(tile, cancellationToken);
            needed[tile] = hashes is null || wrong is not null ? throw Flaw.Missing(tile.Path, TrustedTiles.FirstUnder(tile)) : hashes;
        }

        return TileProofs.Consistency(oldSize, checkpoint.Size, needed);
    }
}
