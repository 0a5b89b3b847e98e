using Cavra.Domain.Evidence.Log;
using Cavra.Verification;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>A workspace's log, and the keys that it is signed with.</summary>
internal sealed record SignedLog(LogStore Store, string Origin, HeldKeys Keys)
{
    /// <summary>The tree as it is stored, held to the newest checkpoint if that can be believed; only of a log that has a tree.</summary>
    public async Task<(StoredTree Tree, BegunTree? Begun)> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await Store.TreeAsync(cancellationToken);
        var edge = await Store.EdgeAsync(row.Size, cancellationToken);
        var tree = new StoredTree(row.Size, row.LastIndex, Believed(row.Note), row.Note is not null, edge);

        // Of what was begun before the tree became what it is, nothing is left to do.
        return (tree, row.Begun is { } found && found.Begins(row.Size) ? found : null);
    }

    /// <summary>What contradicts that the stored tree has grown from others; null when nothing does.</summary>
    /// <param name="remembered">The others.</param>
    /// <param name="stored">The stored tree.</param>
    /// <param name="begun">What the database says was begun over it; null for nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<LogContradiction?> AgainstAsync(
        RememberedLog remembered, TreeState stored, TreeState? begun, CancellationToken cancellationToken)
    {
        var needed = remembered.Trees.Where(tree => tree.Size > 0 && tree.Size < stored.Size)
            .SelectMany(tree => TileProofs.NeededForConsistency(tree.Size, stored.Size)).Distinct().ToList();
        var tiles = needed.Count == 0 ? new Dictionary<LogTile, byte[]>() : await Store.TilesAsync(needed, cancellationToken);
        return remembered.Against(Origin, stored, begun, tree => stored.Extends(tree, tiles));
    }

    public LogSignature Sign(TreeState tree, DateTimeOffset now) =>
        new(CheckpointSigner.Sign(new Checkpoint(Origin, tree.Size, tree.Root), Keys.Signing).ToString(), now, Keys.Known);

    // A checkpoint as it is stored, if a key that can be believed has signed it.
    private Checkpoint? Believed(string? note) => note is null
        ? null
        : SignedCheckpoint.TryRead(note, [.. Keys.Believed.Select(key => VerifierKey.OfEd25519(Origin, key))]);
}
