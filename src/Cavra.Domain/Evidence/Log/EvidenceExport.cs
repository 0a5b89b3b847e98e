namespace Cavra.Domain.Evidence.Log;

/// <summary>That somebody took evidence away: what they asked for, and what part of the log it was.</summary>
public sealed record EvidenceExport : IEvidenced
{
    /// <summary>The most entries that one export holds.</summary>
    public const int MostEntries = 1_000_000;

    public required ExportId Id { get; init; }

    public required string? AuditId { get; init; }

    public required string? DeliveryId { get; init; }

    public required string? RetryPlanId { get; init; }

    /// <summary>The first instant.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>The last instant.</summary>
    public required DateTimeOffset? Until { get; init; }

    /// <summary>Entries that the export's checkpoint is over.</summary>
    public required long TreeSize { get; init; }

    /// <summary>
    /// Index of the first selected entry; where times were asked for, of the entry before it, which shows that none was left out.
    /// </summary>
    public required long FirstIndex { get; init; }

    /// <summary>Index after the last selected entry, or after the one that follows it. Between the two the export holds every entry.</summary>
    public required long EndIndex { get; init; }

    public required long SelectedCount { get; init; }

    public EvidenceFacts Evidence => new(WireNames.EvidenceExportKind, "evidence export", Id.ToString(), new Dictionary<string, object?>
    {
        ["audit_id"] = AuditId,
        ["delivery_id"] = DeliveryId,
        ["retry_plan_id"] = RetryPlanId,
        ["since"] = Since,
        ["until"] = Until,
        ["tree_size"] = TreeSize,
        ["first_index"] = FirstIndex,
        ["end_index"] = EndIndex,
        ["selected_count"] = SelectedCount,
    });
}
