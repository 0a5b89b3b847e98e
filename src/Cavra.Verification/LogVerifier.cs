using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>
/// Verifies a log, or the part of one that an export holds, with nothing but the keys that are trusted: re-hashes every entry,
/// and follows the hashes up to the signed root.
/// </summary>
/// <param name="source">Where the files are.</param>
/// <param name="trusted">The keys that are trusted, by the log's name.</param>
public sealed class LogVerifier(ILogSource source, IReadOnlyList<VerifierKey> trusted)
{
    private const int MostCheckpointBytes = 65_536;

    private const int MostBundleBytes = LogTile.FullWidth * (EntryBundle.MostBytes + 2);

    private long _checked;

    /// <summary>An older signed checkpoint that somebody kept; null when there is none. The log must have grown from it.</summary>
    public byte[]? Earlier { get; init; }

    /// <summary>Whether every entry is hashed too; if not, the tree's edge and its growth alone are checked.</summary>
    public bool EntriesToo { get; init; } = true;

    /// <summary>Told how many of how many entries were checked, after every 256.</summary>
    public IProgress<(long Checked, long Of)>? Progress { get; init; }

    /// <summary>Verifies until the first bad thing.</summary>
    /// <exception cref="HttpRequestException">A server can't be reached or refuses.</exception>
    public async Task<Verdict> VerifyAsync(CancellationToken cancellationToken)
    {
        Checkpoint? checkpoint = null;
        try
        {
            checkpoint = SignedCheckpoint.Read(
                await source.MustReadAsync("checkpoint", MostCheckpointBytes, cancellationToken), trusted, "checkpoint");
            var manifest = await ExportManifest.ReadAsync(source, checkpoint, cancellationToken);
            var tiles = new TrustedTiles(source, checkpoint);
            await tiles.OpenAsync(cancellationToken);
            await GrownFromAsync(checkpoint, tiles, cancellationToken);
            if (EntriesToo)
            {
                await EntriesAsync(checkpoint, manifest, tiles, cancellationToken);
                manifest?.Finish();
            }

            return new Verdict(Finding.Sound, Sentence(checkpoint, manifest))
            {
                Origin = checkpoint.Origin,
                TreeSize = checkpoint.Size,
                Checked = _checked,
            };
        }
        catch (Flaw flaw)
        {
            return flaw.Verdict with { Origin = checkpoint?.Origin, TreeSize = checkpoint?.Size, Checked = _checked };
        }
    }

    private async Task EntriesAsync(
        Checkpoint checkpoint, ExportManifest? manifest, TrustedTiles tiles, CancellationToken cancellationToken)
    {
        var (first, end) = manifest?.Range ?? (0, checkpoint.Size);
        for (var index = first / LogTile.FullWidth; index * LogTile.FullWidth < end; index++)
        {
            var tile = Tiling.At(0, index * LogTile.FullWidth, checkpoint.Size);
            var bundle = new EntryTile(tile.Index, tile.Width);
            var (hashes, root) = await tiles.ReadAsync(tile, cancellationToken);
            var entries = await BundleAsync(bundle, cancellationToken);
            Check(tile, hashes, root, entries);
            for (var i = 0; manifest is not null && i < entries.Count; i++)
            {
                manifest.Meet((index * LogTile.FullWidth) + i, entries[i].Span);
            }

            _checked += entries.Count;
            Progress?.Report((_checked, end - first));
        }
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> BundleAsync(EntryTile bundle, CancellationToken cancellationToken)
    {
        var first = bundle.Index * LogTile.FullWidth;
        var bytes = await source.TryReadAsync(bundle.Path, MostBundleBytes, cancellationToken) ?? throw Flaw.Missing(bundle.Path, first);
        return EntryBundle.TryRead(bytes, out var entries) && entries.Count == bundle.Width
            ? entries
            : throw Flaw.Tampered($"{bundle.Path} does not hold {bundle.Width} entries.", bundle.Path, first);
    }

    /// <param name="tile">Which tile.</param>
    /// <param name="hashes">Its hashes; null when its file is missing.</param>
    /// <param name="root">What its parent says it must be; null when it is that.</param>
    /// <param name="entries">The entries beside it.</param>
    private static void Check(LogTile tile, byte[]? hashes, TreeHash? root, IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var first = TrustedTiles.FirstUnder(tile);
        TreeHash[] leaves = [.. entries.Select(entry => Merkle.LeafHash(entry.Span))];
        if (root is { } said && Merkle.Root(leaves) == said)
        {
            // The entries are those that were signed: it is the tile that is not.
            throw hashes is null
                ? Flaw.Missing(tile.Path, first)
                : Flaw.Tampered($"{tile.Path} is not under the signed root.", tile.Path, first + Differing(leaves, hashes));
        }

        var at = hashes is null ? 0 : Differing(leaves, hashes);
        if (root is not null || at < leaves.Length)
        {
            var bad = first + (at < leaves.Length ? at : 0);
            throw Flaw.Tampered($"Entry {bad} is not the one that was signed.", new EntryTile(tile.Index, tile.Width).Path, bad);
        }
    }

    private static int Differing(TreeHash[] leaves, byte[] hashes)
    {
        var at = 0;
        while (at < leaves.Length && leaves[at] == TreeHash.Of(hashes.AsSpan(at * TreeHash.Size, TreeHash.Size)))
        {
            at++;
        }

        return at;
    }

    private async Task GrownFromAsync(Checkpoint checkpoint, TrustedTiles tiles, CancellationToken cancellationToken)
    {
        if (Earlier is not null)
        {
            var earlier = SignedCheckpoint.Read(Earlier, trusted, "the earlier checkpoint");
            await new Growth(source, checkpoint, tiles).CheckAsync(earlier, "the earlier checkpoint", proofFile: null, cancellationToken);
        }

        if (await source.TryReadAsync("earlier-checkpoint", MostCheckpointBytes, cancellationToken) is { } included)
        {
            var earlier = SignedCheckpoint.Read(included, trusted, "earlier-checkpoint");
            await new Growth(source, checkpoint, tiles).CheckAsync(earlier, "earlier-checkpoint", "consistency", cancellationToken);
        }
    }

    private string Sentence(Checkpoint checkpoint, ExportManifest? manifest) => manifest is null
        ? $"All {checkpoint.Size} entries of {checkpoint.Origin} are those that were signed."
        : $"{_checked} entries of {checkpoint.Origin} are those that were signed, and the {manifest.SelectedCount} selected are all "
            + $"that match between indexes {manifest.Range.First} and {manifest.Range.End - 1}.";
}
