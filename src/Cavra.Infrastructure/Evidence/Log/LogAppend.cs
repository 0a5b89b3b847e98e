using System.Text;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>What a batch makes of the log.</summary>
/// <param name="Before">The tree there was.</param>
/// <param name="After">The tree with the batch.</param>
/// <param name="Entries">The batch, in the order of its indexes.</param>
/// <param name="Tiles">The tiles that came about or grew.</param>
internal sealed record LogAppend(TreeState Before, TreeState After, Guid[] Entries, IReadOnlyList<(LogTile Tile, byte[] Hashes)> Tiles)
{
    /// <summary>Nothing, to nothing.</summary>
    public static readonly LogAppend Nothing = new(TreeState.Empty, TreeState.Empty, [], []);

    public static LogAppend Of(StoredTree stored, IReadOnlyList<EvidenceEntry> entries)
    {
        var tree = new TileGrowth(stored.Size, stored.Edge);
        foreach (var entry in entries)
        {
            tree.Append(Merkle.LeafHash(Encoding.UTF8.GetBytes(entry.Document ?? "")));
        }

        return new LogAppend(stored.State, new TreeState(tree.Size, tree.Root()), [.. entries.Select(entry => entry.Id.Value)], [.. tree.Changed]);
    }
}

/// <param name="Note">The signed checkpoint.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="KnownKeys">How many keys there were then.</param>
internal sealed record LogSignature(string Note, DateTimeOffset SignedAt, int KnownKeys);

/// <summary>A tree as it is stored, and the newest note over it.</summary>
/// <param name="Size">What the tree says of itself, in entries.</param>
/// <param name="LastIndex">The highest index that an entry has; null when none has one.</param>
/// <param name="Note">The newest checkpoint; null when there is none.</param>
/// <param name="Begun">The tree that somebody has begun to sign over it, and the entries it adds; null when nobody has.</param>
internal sealed record TreeRow(long Size, long? LastIndex, string? Note, BegunTree? Begun)
{
    /// <summary>Whether it is still as it was when this was begun.</summary>
    public bool IsAbout(LogAppend begun) => Size == begun.Before.Size && (begun.Entries.Length == 0 || Begun?.After == begun.After);
}

/// <param name="Entries">Entries that await the log, in order; none where one is too long.</param>
/// <param name="TooLong">The place of the first that no bundle can hold, and that is not read; null when each fits.</param>
internal sealed record AwaitingBatch(IReadOnlyList<EvidenceEntry> Entries, int? TooLong);

/// <param name="After">The tree that is to be signed.</param>
/// <param name="Entries">What it adds, in the order of its indexes.</param>
internal sealed record BegunTree(TreeState After, Guid[] Entries)
{
    /// <summary>Whether it grows from a tree of this size.</summary>
    public bool Begins(long size) => Entries.Length > 0 && After.Size - Entries.Length == size;
}

/// <summary>That a log stands still.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Index">The first entry that is concerned; null where that is not known.</param>
internal sealed record LogStanding(LogStop Reason, long? Index);
