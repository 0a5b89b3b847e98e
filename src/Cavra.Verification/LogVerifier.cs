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

    private const int MostReadingBytes = 256 * 1024 * 1024;

    /// <summary>What an export has for people, and nobody signed.</summary>
    private static readonly string[] ForReading = ["report.html", "README.txt", "keys.txt"];

    private long _checked;

    /// <summary>An older signed checkpoint that somebody kept; null when there is none. The log must have grown from it.</summary>
    public byte[]? Earlier { get; init; }

    /// <summary>Witnesses whose cosignatures are looked for.</summary>
    public NamedWitnesses Witnesses { get; init; } = NamedWitnesses.None;

    /// <summary>Whether every entry is hashed too; if not, the tree's edge and its growth alone are checked.</summary>
    public bool EntriesToo { get; init; } = true;

    /// <summary>Told how many of how many entries were checked, after every 256.</summary>
    public IProgress<(long Checked, long Of)>? Progress { get; init; }

    /// <summary>Verifies until the first bad thing.</summary>
    /// <exception cref="HttpRequestException">A server can't be reached or refuses.</exception>
    public async Task<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        Checkpoint? checkpoint = null;
        try
        {
            var note = SignedCheckpoint.Text(await source.MustReadAsync("checkpoint", MostCheckpointBytes, cancellationToken), "checkpoint");
            checkpoint = SignedCheckpoint.Read(note, trusted, "checkpoint");
            var witnesses = Witnesses.Read(note, "checkpoint");
            var manifest = await ExportManifest.ReadAsync(source, checkpoint, cancellationToken);
            var tiles = new TrustedTiles(source, checkpoint);
            await tiles.OpenAsync(cancellationToken);
            await GrownFromAsync(checkpoint, manifest, tiles, cancellationToken);
            if (EntriesToo)
            {
                await EntriesAsync(checkpoint, manifest, tiles, cancellationToken);
                manifest?.Finish();
            }

            return new VerificationResult(VerificationFinding.Sound, Sentence(checkpoint, manifest) + WitnessVerdict.Sentence(witnesses))
            {
                Origin = checkpoint.Origin,
                TreeSize = checkpoint.Size,
                Checked = _checked,
                Witnesses = witnesses,
                Unchecked = manifest is null ? [] : await UncheckedAsync(cancellationToken),
            };
        }
        catch (Flaw flaw)
        {
            return flaw.VerificationResult with { Origin = checkpoint?.Origin, TreeSize = checkpoint?.Size, Checked = _checked };
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

    private async Task GrownFromAsync(
        Checkpoint checkpoint, ExportManifest? manifest, TrustedTiles tiles, CancellationToken cancellationToken)
    {
        var growth = new Growth(source, checkpoint, tiles);
        Checkpoint? included = null;
        if (await source.TryReadAsync("earlier-checkpoint", MostCheckpointBytes, cancellationToken) is { } bytes)
        {
            included = SignedCheckpoint.Read(bytes, trusted, "earlier-checkpoint");
            await growth.CheckAsync(included, "earlier-checkpoint", "consistency", cancellationToken);
        }

        if (Earlier is null)
        {
            return;
        }

        // An export has the tiles of its own entries, not those of every proof; the one that it was asked for is in a file.
        var kept = SignedCheckpoint.Read(Earlier, trusted, "the earlier checkpoint");
        var isIncluded = included is not null && included.Size == kept.Size && included.Root == kept.Root;
        if (manifest is null || isIncluded || kept.Origin != checkpoint.Origin || kept.Size >= checkpoint.Size)
        {
            await growth.CheckAsync(kept, "the earlier checkpoint", isIncluded ? "consistency" : null, cancellationToken);
        }
        else if (!await growth.CanBeProvedAsync(kept, cancellationToken))
        {
            throw new Flaw(
                VerificationFinding.Missing,
                $"The export has no proof that the log grew from the checkpoint of {kept.Size} entries that you kept, so that nothing can "
                    + "be said of it. Ask for the export with earlier_checkpoint.", "consistency");
        }
        else
        {
            await growth.CheckAsync(kept, "the earlier checkpoint", proofFile: null, cancellationToken);
        }
    }

    private async Task<string[]> UncheckedAsync(CancellationToken cancellationToken)
    {
        var there = new List<string>();
        foreach (var file in ForReading)
        {
            if (await source.IsThereAsync(file, MostReadingBytes, cancellationToken))
            {
                there.Add(file);
            }
        }

        return [.. there];
    }

    private string Sentence(Checkpoint checkpoint, ExportManifest? manifest) => manifest is null
        ? $"All {checkpoint.Size} entries of {checkpoint.Origin} are those that were signed."
        : $"{_checked} entries of {checkpoint.Origin} are those that were signed, and the {manifest.SelectedCount} selected are all "
            + $"that match between indexes {manifest.Range.First} and {manifest.Range.End - 1}."
            + (manifest.IsById ? " What matches outside of these is not in here: the log has a record of what each export held." : "");
}
