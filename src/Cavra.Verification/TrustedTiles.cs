using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>
/// The tiles of a log whose hashes are known to be those under the signed root: the edge by the root itself, every full tile
/// by its parent.
/// </summary>
internal sealed class TrustedTiles(ILogSource source, Checkpoint checkpoint)
{
    /// <summary>Tiles above the entries are met again and again, each for 256 below it.</summary>
    private const int MostKept = 4_096;

    private readonly Dictionary<LogTile, byte[]> _known = [];

    /// <summary>Reads the edge, and holds it to the checkpoint.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var tile in TileProofs.NeededForRoot(checkpoint.Size))
        {
            _known[tile] = await FileAsync(tile, cancellationToken) ?? throw Flaw.Missing(tile.Path);
        }

        if (TileProofs.Root(checkpoint.Size, _known) != checkpoint.Root)
        {
            throw Flaw.Tampered("The tiles at the tree's edge are not under the signed root.", "tile");
        }
    }

    /// <summary>A tile, once it is known to belong to the tree; a wrong or missing one is named with what its parent says.</summary>
    public async Task<(byte[]? Hashes, TreeHash? Root)> ReadAsync(LogTile tile, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(tile, out var known))
        {
            return (known, null);
        }

        var parent = await ParentOfAsync(tile, cancellationToken);
        var hashes = await FileAsync(tile, cancellationToken);
        if (hashes is null || Merkle.Root(Split(hashes)) != parent)
        {
            return (hashes, parent);
        }

        if (tile.Level > 0 && _known.Count < MostKept)
        {
            _known[tile] = hashes;
        }

        return (hashes, null);
    }

    /// <summary>Whether the files of a tile and of those above it are there.</summary>
    public async Task<bool> HasAsync(LogTile tile, CancellationToken cancellationToken) =>
        _known.ContainsKey(tile)
        || (tile.IsFull && await FileAsync(tile, cancellationToken) is not null
            && await HasAsync(Tiling.At(tile.Level + 1, tile.Index, checkpoint.Size), cancellationToken));

    public static TreeHash[] Split(byte[] hashes) => [.. hashes.Chunk(TreeHash.Size).Select(hash => TreeHash.Of(hash))];

    private async Task<TreeHash> ParentOfAsync(LogTile tile, CancellationToken cancellationToken)
    {
        if (!tile.IsFull)
        {
            throw Flaw.Tampered($"{tile.Path} is not at the tree's edge.", tile.Path);
        }

        var above = Tiling.At(tile.Level + 1, tile.Index, checkpoint.Size);
        var (hashes, wrong) = await ReadAsync(above, cancellationToken);
        if (hashes is null)
        {
            throw Flaw.Missing(above.Path, FirstUnder(above));
        }

        if (wrong is not null)
        {
            throw Flaw.Tampered($"{above.Path} is not under the signed root.", above.Path, FirstUnder(above));
        }

        return TreeHash.Of(hashes.AsSpan((int)(tile.Index % LogTile.FullWidth) * TreeHash.Size, TreeHash.Size));
    }

    private async Task<byte[]?> FileAsync(LogTile tile, CancellationToken cancellationToken)
    {
        var hashes = await source.TryReadAsync(tile.Path, tile.Length, cancellationToken);
        return hashes is null || hashes.Length == tile.Length
            ? hashes
            : throw Flaw.Tampered($"{tile.Path} is not {tile.Length} bytes long.", tile.Path, FirstUnder(tile));
    }

    /// <summary>Index of the first entry under a tile.</summary>
    public static long FirstUnder(LogTile tile) => tile.Index << (8 * (tile.Level + 1));
}
