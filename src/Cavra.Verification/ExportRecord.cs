using System.Text.Json;
using Cavra.Domain.Evidence;

namespace Cavra.Verification;

/// <summary>The entry of the log that records an export: what was asked for, and how much of it there was. It is signed, as all entries are.</summary>
/// <param name="ExportId">What the export is called.</param>
/// <param name="Selection">What was asked for.</param>
/// <param name="TreeSize">Entries that were in the log when it was asked for.</param>
/// <param name="FirstIndex">Index of the first entry that the export holds.</param>
/// <param name="EndIndex">Index after the last one; null where it holds all up to the record itself.</param>
/// <param name="SelectedCount">How many entries matched when it was asked for.</param>
internal sealed record ExportRecord(
    string ExportId, Selection Selection, long TreeSize, long FirstIndex, long? EndIndex, long SelectedCount)
{
    private static readonly string[] Asked = ["audit_id", "delivery_id", "retry_plan_id", "since", "until"];

    /// <exception cref="Flaw">The entry records no export.</exception>
    public static ExportRecord Read(long index, ReadOnlySpan<byte> entry)
    {
        try
        {
            using var document = JsonDocument.Parse(entry.ToArray(), new JsonDocumentOptions { MaxDepth = 64 });
            var what = document.RootElement.GetProperty("what");
            var summary = what.GetProperty("summary");
            return what.GetProperty("metadata_kind").GetString() == WireNames.EvidenceExportKind && what.GetProperty("outcome").GetString() == EvidenceEntry.Done
                ? new ExportRecord(
                    what.GetProperty("resource_id").GetString()!,
                    Selection.Of(summary.EnumerateObject().Where(member => Asked.Contains(member.Name))), summary.GetProperty("tree_size").GetInt64(),
                    summary.GetProperty("first_index").GetInt64(),
                    summary.GetProperty("end_index") is { ValueKind: not JsonValueKind.Null } end ? end.GetInt64() : null,
                    summary.GetProperty("selected_count").GetInt64())
                : throw new FormatException("Another entry.");
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Flaw.Tampered($"Entry {index} is not the record of an export that the manifest says it is.", "manifest.json", index);
        }
    }
}
