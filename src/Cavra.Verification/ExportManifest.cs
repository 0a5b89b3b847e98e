using System.Text.Json;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>What an export says that it holds, held to what its entries say.</summary>
internal sealed class ExportManifest
{
    private const string Name = "manifest.json";

    private const int MostBytes = 64 * 1024 * 1024;

    private readonly Selection _selection;
    private readonly HashSet<long> _selected;
    private int _met;

    private ExportManifest(Selection selection, HashSet<long> selected, (long, long) range) =>
        (_selection, _selected, Range) = (selection, selected, range);

    /// <summary>The indexes between which it says to be complete, the end not included.</summary>
    public (long First, long End) Range { get; }

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
            var selected = root.GetProperty("selected").EnumerateArray().Select(index => index.GetInt64()).ToHashSet();
            if (root.GetProperty("origin").GetString() != checkpoint.Origin || root.GetProperty("tree_size").GetInt64() != checkpoint.Size)
            {
                throw Flaw.Tampered($"{Name} is of another log or another checkpoint.", Name);
            }

            return first >= 0 && first < end && end <= checkpoint.Size && selected.All(index => index >= first && index < end)
                ? new ExportManifest(Selection.Of(root.GetProperty("selection")), selected, (first, end))
                : throw Flaw.Tampered($"{Name} names indexes that the log does not have.", Name);
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Flaw.Unreadable($"{Name} is not what an export's manifest is.", Name);
        }
    }

    /// <summary>Holds an entry of the range to the selection.</summary>
    public void Meet(long index, ReadOnlySpan<byte> entry)
    {
        if (index < Range.First || index >= Range.End)
        {
            return;
        }

        var matches = _selection.Matches(index, entry);
        if (matches != _selected.Contains(index))
        {
            throw Flaw.Tampered(
                matches ? $"Entry {index} matches the selection and is left out of it." : $"Entry {index} is selected and does not match.",
                Name, index);
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
}
