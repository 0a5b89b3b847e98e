using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Drills;

/// <summary>An executed drill as it is posted.</summary>
/// <param name="Environment">The environment the drill is for, such as production.</param>
/// <param name="DrillId">Name of the drill as whoever ran it calls it.</param>
/// <param name="ExecutedAt">When the drill was run.</param>
/// <param name="TargetMode">Mode the target was in at the end of the drill; only disabled passes.</param>
/// <param name="Status">How whoever ran the drill judges it.</param>
/// <param name="FallbackVerified">Whether the fallback was seen to work.</param>
/// <param name="RecoveryMinutes">Minutes that recovery took, 0 or more.</param>
/// <param name="MaxRecoveryMinutes">Minutes that recovery may take for the drill to pass.</param>
/// <param name="RunbookRef">Reference to the runbook, at most 200 characters.</param>
/// <param name="EvidenceRefs">References to what proves the drill elsewhere, at most 50.</param>
public sealed record DrillDocument(
    string Environment, string DrillId, DateTimeOffset ExecutedAt, string TargetMode, DrillStatus Status, bool FallbackVerified, decimal RecoveryMinutes,
    decimal MaxRecoveryMinutes, string RunbookRef = "", IReadOnlyList<string>? EvidenceRefs = null)
{
    public RecordDrill ToCommand() => new(
        new Name(Environment), new Name(DrillId), ExecutedAt, new Name(TargetMode), Status, FallbackVerified, RecoveryMinutes,
        MaxRecoveryMinutes, FreeText.Raw(RunbookRef), [.. (EvidenceRefs ?? []).Select(FreeText.Raw)]);
}

/// <summary>An executed drill as a history file tells it.</summary>
public sealed record DrillHistoryEntry(
    string DrillId, DateTimeOffset ExecutedAt, string TargetMode, DrillStatus Status, bool FallbackVerified, decimal RecoveryMinutes,
    decimal MaxRecoveryMinutes, string? Environment = null, string RunbookRef = "", IReadOnlyList<string>? EvidenceRefs = null)
{
    /// <param name="environment">The environment where the document names none.</param>
    public RecordDrill ToCommand(string environment) => new DrillDocument(
        Environment ?? environment, DrillId, ExecutedAt, TargetMode, Status, FallbackVerified, RecoveryMinutes, MaxRecoveryMinutes,
        RunbookRef, EvidenceRefs).ToCommand();
}

/// <summary>A history file: drills of one environment, or of the one each names.</summary>
public sealed record DrillHistoryDocument(
    IReadOnlyList<DrillHistoryEntry> Drills, string? SchemaVersion = null,
    string Environment = DrillScheduleDocument.DefaultEnvironment);
