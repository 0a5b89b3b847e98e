using System.Text.Json;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>
/// What an export says that it holds, held to what its entries say and to what was asked for: nobody signs it, so nothing in it is
/// believed.
/// </summary>
internal sealed class ExportManifest
{
    private const string Name = "manifest.json";

    private const int MostBytes = 64 * 1024 * 1024;

    private readonly Selection _selection;
    private readonly HashSet<long> _selected;
    private readonly long _treeSize;
    private int _met;

    private ExportManifest(Selection selection, HashSet<long> selected, (long, long) range, long treeSize) =>
        (_selection, _selected, Range, _treeSize) = (selection, selected, range, treeSize);

    /// <summary>The indexes between which it says to be complete, the end not included.</summary>
    public (long First, long End) Range { get; }

    /// <summary>Whether an id was asked for: then nothing tells whether entries outside of the range match too.</summary>
    public bool IsById => _selection.IsById;

    public int SelectedCount => _selected.Count;

    /// <summary>Null where there is no manifest: what is there is a whole log.</summary>
    public static async Task<ExportManifest?> ReadAsync(ILogSource source, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (await source.TryReadAsync(Name, MostBytes, cancellationToken) is not { } bytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            var (first, end) = (root.GetProperty("first_index").GetInt64(), root.GetProperty("end_index").GetInt64());
            var selected = root.GetProperty("selected").EnumerateArray().Select(index => index.GetInt64()).ToList();
            if (root.GetProperty("origin").GetString() != checkpoint.Origin || root.GetProperty("tree_size").GetInt64() != checkpoint.Size)
            {
                throw Flaw.Tampered($"{Name} is of another log or another checkpoint.", Name);
            }

            return first >= 0 && first < end && end <= checkpoint.Size && AreInOrder(selected, first, end)
                ? new ExportManifest(Selection.Of(root.GetProperty("selection")), [.. selected], (first, end), checkpoint.Size)
                : throw Flaw.Tampered($"{Name} names indexes that the log does not have, or not in their order.", Name);
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Flaw.Unreadable($"{Name} is not what an export's manifest is.", Name);
        }
    }

    /// <summary>
    /// Holds an entry to the selection, whether it is in the range or beside it in a bundle; and the ends of the range to the times
    /// that were asked for: what is before the first and after the last can't be of it.
    /// </summary>
    public void Meet(long index, ReadOnlySpan<byte> entry)
    {
        var isInRange = index >= Range.First && index < Range.End;
        var matches = isInRange ? _selection.Matches(index, entry) : _selection.MayMatch(entry);
        if (matches != _selected.Contains(index))
        {
            throw Flaw.Tampered(
                matches ? $"Entry {index} matches the selection and is left out of it." : $"Entry {index} is selected and does not match.",
                Name, index);
        }

        if ((index == Range.First && index > 0 && !_selection.IsBefore(entry))
            || (index == Range.End - 1 && Range.End < _treeSize && !_selection.IsAfter(entry)))
        {
            throw new Flaw(
                VerificationFinding.Missing, $"The export ends at entry {index}, and does not show that nothing beyond it matches.", Name, index);
        }

        _met += matches ? 1 : 0;
    }

    /// <summary>Says at the end whether everything selected was there.</summary>
    public void Finish()
    {
        if (_met != _selected.Count)
        {
            throw Flaw.Tampered($"{Name} selects entries that are not there.", Name);
        }
    }

    private static bool AreInOrder(List<long> indexes, long first, long end) =>
        indexes.All(index => index >= first && index < end) && indexes.Zip(indexes.Skip(1)).All(pair => pair.First < pair.Second);
}
