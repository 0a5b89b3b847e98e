using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Drills;

/// <summary>An executed drill as it is told: the body that is posted, and an entry of the history file.</summary>
public sealed record DrillDocument(
    string DrillId, DateTimeOffset ExecutedAt, string TargetMode, DrillStatus Status, bool FallbackVerified, decimal RecoveryMinutes,
    decimal MaxRecoveryMinutes, string? Environment = null, string RunbookRef = "", IReadOnlyList<string>? EvidenceRefs = null)
{
    /// <param name="environment">The environment where the document names none.</param>
    public RecordDrill ToCommand(string environment = DrillScheduleDocument.DefaultEnvironment) => new(
        new Name(Environment ?? environment), new Name(DrillId), ExecutedAt, new Name(TargetMode), Status, FallbackVerified,
        RecoveryMinutes, MaxRecoveryMinutes, FreeText.Raw(RunbookRef), [.. (EvidenceRefs ?? []).Select(FreeText.Raw)]);
}

/// <summary>A history file: drills of one environment, or of the one each names.</summary>
public sealed record DrillHistoryDocument(
    IReadOnlyList<DrillDocument> Drills, string? SchemaVersion = null,
    string Environment = DrillScheduleDocument.DefaultEnvironment);
