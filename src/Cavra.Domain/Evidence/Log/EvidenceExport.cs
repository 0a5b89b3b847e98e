namespace Cavra.Domain.Evidence.Log;

/// <summary>That somebody took evidence away: what they asked for, and what part of the log it was.</summary>
public sealed record EvidenceExport : IEvidenced
{
    /// <summary>The most entries that one export holds.</summary>
    public const int MostEntries = 1_000_000;

    public required ExportId Id { get; init; }

    /// <summary>What was asked for.</summary>
    public required EvidenceSelection Selection { get; init; }

    /// <summary>Entries that were in the log when it was asked for.</summary>
    public required long TreeSize { get; init; }

    /// <summary>Index of the first entry that the export holds: nothing before it can match.</summary>
    public required long FirstIndex { get; init; }

    /// <summary>
    /// Index after the last entry that the export holds, past which nothing can match; null where anything still to come could: then it
    /// holds all up to the entry that records it.
    /// </summary>
    public required long? EndIndex { get; init; }

    /// <summary>How many entries matched when it was asked for.</summary>
    public required long SelectedCount { get; init; }

    public EvidenceFacts Evidence => new(WireNames.EvidenceExportKind, "evidence export", Id.ToString(), new Dictionary<string, object?>
    {
        ["audit_id"] = Selection.AuditId,
        ["delivery_id"] = Selection.DeliveryId,
        ["retry_plan_id"] = Selection.RetryPlanId,
        ["since"] = Selection.Since,
        ["until"] = Selection.Until,
        ["tree_size"] = TreeSize,
        ["first_index"] = FirstIndex,
        ["end_index"] = EndIndex,
        ["selected_count"] = SelectedCount,
    });
}
