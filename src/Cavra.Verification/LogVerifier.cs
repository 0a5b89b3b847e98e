using System.Security.Cryptography.X509Certificates;
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

    private long _checked;

    private Restoration? _restoration;

    private readonly RemovedEntries _removed = new();

    /// <summary>An older signed checkpoint that somebody kept; null when there is none. The log must have grown from it.</summary>
    public byte[]? Earlier { get; init; }

    /// <summary>Witnesses whose cosignatures are looked for.</summary>
    public NamedWitnesses Witnesses { get; init; } = NamedWitnesses.None;

    /// <summary>What the certificate of a time-stamping authority must lead to; null where nobody asks for it.</summary>
    public X509Certificate2Collection? TimestampRoots { get; init; }

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
            var timestamp = manifest is null
                ? null
                : await new ExportTimestamp(source, trusted, new Growth(source, checkpoint, tiles)).ReadAsync(TimestampRoots, cancellationToken);
            if (EntriesToo)
            {
                await EntriesAsync(checkpoint, manifest, tiles, cancellationToken);
            }

            if (_restoration is not null)
            {
                throw _restoration.Flaw;
            }

            var removed = _removed.Explained();
            var witnessed = WitnessVerdict.Sentence(witnesses);
            var stamped = timestamp?.Sentence ?? (TimestampRoots is null ? "" : TimestampVerdict.None);
            return new VerificationResult(VerificationFinding.Sound, Sentence(checkpoint, manifest) + RemovedEntries.Sentence(removed) + witnessed + stamped)
            {
                Origin = checkpoint.Origin,
                TreeSize = checkpoint.Size,
                Checked = _checked,
                Witnesses = witnesses,
                Timestamp = timestamp,
                Removed = removed,
                Unchecked = manifest is null ? [] : await new ExportAttachments(source, checkpoint).UncheckedAsync(cancellationToken),
            };
        }
        catch (Flaw flaw)
        {
            // What entries tell is believed where all of them are sound.
            var first = _restoration is null || flaw.VerificationResult.Finding is VerificationFinding.Restored ? flaw : _restoration.NotGrown;
            return first.VerificationResult with { Origin = checkpoint?.Origin, TreeSize = checkpoint?.Size, Checked = _checked };
        }
    }

    private async Task EntriesAsync(
        Checkpoint checkpoint, ExportManifest? manifest, TrustedTiles tiles, CancellationToken cancellationToken)
    {
        var trustedEntries = new TrustedEntries(source, checkpoint, tiles, _removed);
        if (manifest is not null)
        {
            await ExportAsync(checkpoint, manifest, trustedEntries, cancellationToken);
            return;
        }

        for (var bundle = 0L; bundle * LogTile.FullWidth < checkpoint.Size; bundle++)
        {
            var read = await trustedEntries.ReadAsync(bundle, cancellationToken);
            for (var i = 0; i < read.Count; i++)
            {
                Meet((bundle * LogTile.FullWidth) + i, read[i]);
            }

            Progress?.Report((Math.Min((bundle + 1) * LogTile.FullWidth, checkpoint.Size), checkpoint.Size));
        }

        // What is missing is missing first, whatever follows from it.
        _removed.Explained();
    }

    private void Meet(long index, ReadOnlyMemory<byte>? entry)
    {
        if (entry is { } bytes)
        {
            _restoration?.Meet(index, bytes.Span);
            _removed.Meet(index, bytes.Span);
            _checked++;
        }
    }

    private async Task ExportAsync(
        Checkpoint checkpoint, ExportManifest manifest, TrustedEntries entries, CancellationToken cancellationToken)
    {
        var attachments = new ExportAttachments(source, checkpoint);
        await attachments.ReportAsync(manifest, cancellationToken);
        var record = await entries.ReadAsync(manifest.Index / LogTile.FullWidth, cancellationToken);
        if (record[(int)(manifest.Index % LogTile.FullWidth)] is not { } recorded)
        {
            throw Flaw.Missing(Tiling.EntriesAt(manifest.Index, checkpoint.Size).Path, manifest.Index);
        }

        manifest.Hold(recorded.Span);
        foreach (var bundle in manifest.Selection.HasLinks ? manifest.Bundles() : [])
        {
            var read = await entries.ReadAsync(bundle, cancellationToken);
            for (var i = 0; i < read.Count; i++)
            {
                manifest.Learn((bundle * LogTile.FullWidth) + i, read[i]);
            }
        }

        foreach (var bundle in manifest.Bundles())
        {
            var read = await entries.ReadAsync(bundle, cancellationToken);
            for (var i = 0; i < read.Count; i++)
            {
                var index = (bundle * LogTile.FullWidth) + i;
                manifest.Meet(index, read[i]);
                Meet(index, read[i]);
                if (read[i] is { } entry && (index == manifest.Index || manifest.Selects(index)))
                {
                    await attachments.ProofAsync(index, entry, cancellationToken);
                }
            }

            Progress?.Report((_checked, manifest.Range.End - manifest.Range.First));
        }

        _removed.Explained();
        manifest.Finish();
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
        try
        {
            await GrownFromKeptAsync(kept, included, growth, checkpoint, manifest, cancellationToken);
        }
        catch (Flaw flaw) when (EntriesToo && flaw.VerificationResult.Finding is VerificationFinding.Tampered && kept.Origin == checkpoint.Origin)
        {
            _restoration = new Restoration(flaw, kept);
        }
    }

    private static async Task GrownFromKeptAsync(
        Checkpoint kept, Checkpoint? included, Growth growth, Checkpoint checkpoint, ExportManifest? manifest, CancellationToken cancellationToken)
    {
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

    private string Sentence(Checkpoint checkpoint, ExportManifest? manifest) => manifest is null
        ? (_removed.Any ? $"{checkpoint.Size - _removed.Count} of the" : "All") + $" {checkpoint.Size} entries of {checkpoint.Origin} are those that were signed."
        : $"{_checked} entries of {checkpoint.Origin} are those that were signed. {manifest.ExportId} was asked for {manifest.Selection.Says}, as entry "
            + $"{manifest.Index} records; the {manifest.SelectedCount} selected are all that matched up to then{(manifest.GoneCount > 0 ? $"; the bytes of {manifest.GoneCount} of them are gone" : "")}.";
}
