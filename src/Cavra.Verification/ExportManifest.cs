using System.Text.Json;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>
/// What an export says that it holds: held to the entry that records it, and to what its entries say. Nobody signs a manifest, so nothing
/// in it is believed.
/// </summary>
internal sealed class ExportManifest
{
    private const string Name = "manifest.json";

    private const int MostBytes = 64 * 1024 * 1024;

    private readonly long[] _inOrder;
    private readonly HashSet<long> _selected;
    private readonly long[] _tellers;
    private ExportRecord? _record;
    private long _met;
    private long _metThen;
    private bool _lacks;
    private Flaw? _unshown;

    private ExportManifest(JsonElement root)
    {
        Index = root.GetProperty("export_index").GetInt64();
        ExportId = root.GetProperty("export_id").GetString();
        Range = (root.GetProperty("first_index").GetInt64(), root.GetProperty("end_index").GetInt64());
        Selection = Selection.Of(root.GetProperty("selection").EnumerateObject());
        _inOrder = [.. root.GetProperty("selected").EnumerateArray().Select(index => index.GetInt64())];
        _tellers = root.TryGetProperty("removal_indexes", out var tellers) ? [.. tellers.EnumerateArray().Select(index => index.GetInt64())] : [];
        ReportDigest = root.GetProperty("report_digest").GetString();
        _selected = [.. _inOrder];
    }

    /// <summary>Where the entry is that records the export.</summary>
    public long Index { get; }

    /// <summary>The indexes between which it says to be complete, the end not included.</summary>
    public (long First, long End) Range { get; }

    public Selection Selection { get; }

    /// <summary>How many of the selected entries have no bytes any more.</summary>
    public int GoneCount { get; private set; }

    public int SelectedCount => _selected.Count;

    /// <summary><c>sha256:</c> and the digest of the report.</summary>
    public string? ReportDigest { get; }

    public string? ExportId { get; }

    /// <summary>Whether it says that an entry matches.</summary>
    public bool Selects(long index) => _selected.Contains(index);

    /// <summary>Null where there is no manifest: what is there is a whole log.</summary>
    public static async Task<ExportManifest?> ReadAsync(ILogSource source, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (await source.TryReadAsync(Name, MostBytes, cancellationToken) is not { } bytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.GetProperty("origin").GetString() != checkpoint.Origin || root.GetProperty("tree_size").GetInt64() != checkpoint.Size)
            {
                throw Flaw.Tampered($"{Name} is of another log or another checkpoint.", Name);
            }

            if (!root.TryGetProperty("export_index", out _))
            {
                throw new Flaw(
                    VerificationFinding.Missing,
                    "The export does not hold the entry that records it, so that nothing says what was left out. Exports of earlier versions are such.",
                    Name);
            }

            var manifest = new ExportManifest(root);
            return manifest.IsWithin(checkpoint.Size) ? manifest : throw Flaw.Tampered($"{Name} names indexes that the log does not have, or not in their order.", Name);
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Flaw.Unreadable($"{Name} is not what an export's manifest is.", Name);
        }
    }

    /// <summary>Indexes of the bundles whose entries are needed, in their order.</summary>
    public IEnumerable<long> Bundles()
    {
        var last = (Range.End - 1) / LogTile.FullWidth;
        for (var bundle = Range.First / LogTile.FullWidth; bundle <= last; bundle++)
        {
            yield return bundle;
        }

        foreach (var bundle in new SortedSet<long>(_tellers.Append(Index).Select(index => index / LogTile.FullWidth)).Where(bundle => bundle > last))
        {
            yield return bundle;
        }
    }

    /// <summary>Holds the manifest to the entry that records the export, which is one that was signed.</summary>
    public void Hold(ReadOnlySpan<byte> entry)
    {
        _record = ExportRecord.Read(Index, entry);
        if (_record.ExportId != ExportId || !_record.Selection.IsSameAs(Selection) || _record.FirstIndex != Range.First
            || (_record.EndIndex ?? Index + 1) != Range.End || _record.TreeSize > Index)
        {
            throw Flaw.Tampered($"{Name} says something else than entry {Index}, which records the export.", Name, Index);
        }
    }

    /// <summary>Learns from an entry of the range what belongs to what was asked about.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="entry">Its bytes; null where they were taken away, and with them what they would tell.</param>
    public void Learn(long index, ReadOnlyMemory<byte>? entry)
    {
        if (index < Range.First || index >= Range.End)
        {
            return;
        }

        if (entry is { } bytes)
        {
            Selection.Learn(bytes.Span);
        }
        else
        {
            _lacks = true;
        }
    }

    /// <summary>
    /// Holds an entry to the selection, and the ends of the range to what was asked for: what is before the first and after the last can't
    /// be of it. What came after the export is nothing that it vouches for.
    /// </summary>
    /// <param name="index">Its index.</param>
    /// <param name="bytes">Its bytes; null where they were taken away: then nothing but the manifest says whether it matches.</param>
    public void Meet(long index, ReadOnlyMemory<byte>? bytes)
    {
        if (index >= Math.Max(Range.End, Index + 1))
        {
            return;
        }

        var isInRange = index >= Range.First && index < Range.End;
        var entry = bytes is { } there ? there.Span : [];
        var matches = bytes is null ? isInRange && _selected.Contains(index) : isInRange ? Selection.Matches(index, entry) : Selection.MayMatch(entry);
        if (!matches && _lacks && Selection.HasLinks && isInRange && _selected.Contains(index))
        {
            // It may belong to what is asked about by an entry that is gone; that nothing is left out is held to all the same.
            matches = true;
        }

        if (matches != _selected.Contains(index))
        {
            throw Flaw.Tampered(
                matches ? $"Entry {index} matches the selection and is left out of it." : $"Entry {index} is selected and does not match.",
                Name, index);
        }

        if ((index == Range.First && index > 0 && (bytes is null || !Selection.IsBefore(index, entry)))
            || (index == Range.End - 1 && index != Index && (bytes is null || !Selection.IsAfter(index, entry))))
        {
            var unshown = new Flaw(
                VerificationFinding.Missing, $"The export ends at entry {index}, and does not show that nothing beyond it matches.", Name, index);
            _unshown ??= bytes is null ? unshown : throw unshown;
        }

        GoneCount += matches && bytes is null ? 1 : 0;
        _met += matches ? 1 : 0;
        _metThen += matches && index < _record!.TreeSize ? 1 : 0;
    }

    /// <summary>Says at the end whether everything selected was there, and as much of it as was recorded.</summary>
    public void Finish()
    {
        if (_unshown is not null)
        {
            throw _unshown;
        }

        if (_met != _selected.Count)
        {
            throw Flaw.Tampered($"{Name} selects entries that are not there.", Name);
        }

        if (_metThen != _record!.SelectedCount)
        {
            throw Flaw.Tampered(
                $"{_metThen} entries match, and entry {Index} records that {_record.SelectedCount} did: what they are found by was changed where the log is kept.",
                Name, Index);
        }
    }

    private bool IsWithin(long size) =>
        Range.First >= 0 && Range.First < Range.End && Range.End <= size && Index >= 0 && Index < size
        && _tellers.All(index => index >= 0 && index < size)
        && _inOrder.All(index => index >= Range.First && index < Range.End)
        && _inOrder.Zip(_inOrder.Skip(1)).All(pair => pair.First < pair.Second);
}
