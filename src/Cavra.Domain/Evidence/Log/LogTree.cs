using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>How far a workspace's log has grown.</summary>
public sealed class LogTree
{
    private LogTree()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>Entries taken in; the next one gets this index.</summary>
    public required long Size { get; init; }

    /// <summary>Since when it stands still although entries await it; null while it does not.</summary>
    public DateTimeOffset? UnsignedSince { get; init; }

    /// <summary>Why; null while it does not.</summary>
    public LogStop? StoppedFor { get; init; }

    /// <summary>The first entry that is concerned; null while it does not stand still, and where that is not known.</summary>
    public long? StoppedIndex { get; init; }

    /// <summary>The size of the tree that somebody has begun to sign; null when nobody has, or when it is signed.</summary>
    public long? BegunSize { get; init; }

    /// <summary>Its root, 32 bytes.</summary>
    public byte[]? BegunRoot { get; init; }

    /// <summary>The entries that it adds, in the order of their indexes.</summary>
    public Guid[]? BegunEntries { get; init; }

    /// <summary>How many signing keys there were, old ones included, when it was signed last: with more, it is signed anew.</summary>
    public int KnownKeys { get; init; }
}

/// <summary>Why a workspace's log stands still.</summary>
public enum LogStop
{
    /// <summary>A signing key is missing or unreadable.</summary>
    NoKey,

    /// <summary>What is stored is not what was signed last: nothing is signed over it.</summary>
    Damaged,

    /// <summary>It is not what a process that signs it remembers outside of the database, an older copy of it for example.</summary>
    Forgotten,

    /// <summary>What is remembered of it outside of the database can't be read or written.</summary>
    NoMemory,
}

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

    /// <summary>The same as size and root; only of one that <see cref="IsWhatWasSigned"/>.</summary>
    public TreeState State => LastSigned is { } signed ? new TreeState(signed.Size, signed.Root) : TreeState.Empty;

    /// <summary>The first entry that is missing of one that was signed; null when none is.</summary>
    public long? FirstMissing => LastSigned is { } signed && (LastIndex ?? -1) + 1 is var has && has < signed.Size ? has : null;

    private bool HasItsEdge() => Tiling.Partial(Size).All(tile => Edge.TryGetValue(tile, out var hashes) && hashes.Length == tile.Length);
}

/// <summary>A checkpoint that was signed.</summary>
public sealed class StoredCheckpoint
{
    private StoredCheckpoint()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>Entries it is over.</summary>
    public required long Size { get; init; }

    /// <summary>How often it was signed anew because there was another key; 0 the first time.</summary>
    public int Renewal { get; init; }

    /// <summary>The signed note, whole.</summary>
    public required string Note { get; init; }

    public required DateTimeOffset SignedAt { get; init; }
}

/// <summary>A tile of the log's hashes as it is stored: the rightmost of a level grows, the others never change.</summary>
public sealed class StoredTile
{
    private StoredTile()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required int Level { get; init; }

    public required long Index { get; init; }

    /// <summary>32 bytes a hash, 1 to 256 of them.</summary>
    public required byte[] Hashes { get; init; }
}
