namespace Cavra.Domain.Evidence.Log;

/// <summary>A log's tree as it is stored, before it grows.</summary>
/// <param name="Size">What the tree says of itself, in entries.</param>
/// <param name="LastIndex">The highest index that an entry has; null when none has one.</param>
/// <param name="LastSigned">The newest checkpoint, its signature checked; null when there is none, or none that can be believed.</param>
/// <param name="HasCheckpoint">Whether there is one, believed or not.</param>
/// <param name="Edge">The rightmost tile of each level that is not full.</param>
public sealed record StoredTree(
    long Size, long? LastIndex, Checkpoint? LastSigned, bool HasCheckpoint, IReadOnlyDictionary<LogTile, byte[]> Edge)
{
    /// <summary>
    /// Whether it is the tree that was signed last. One that is not was changed behind the log's back, and whoever signed over it
    /// would vouch for the change.
    /// </summary>
    public bool IsWhatWasSigned(string origin) => Size == 0
        ? !HasCheckpoint && LastIndex is null
        : LastSigned is { } signed && signed.Origin == origin && signed.Size == Size && LastIndex == Size - 1
            && HasItsEdge() && new TileGrowth(Size, Edge).Root() == signed.Root;

    private bool HasItsEdge() => Tiling.Partial(Size).All(tile => Edge.TryGetValue(tile, out var hashes) && hashes.Length == tile.Length);
}
