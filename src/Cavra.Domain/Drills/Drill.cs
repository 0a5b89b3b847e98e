using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Drills;

/// <summary>The record of an executed rollback drill. It is never changed; a correction is another drill.</summary>
public sealed class Drill : IEvidenced
{
    /// <summary>The mode the Go backend must be in after a rollback.</summary>
    public const string RolledBackMode = "disabled";

    /// <summary>How far an execution may lie ahead of Cavra's clock and still be believed, its last instant included.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private Drill()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DrillRecordId Id { get; init; }

    public required string Environment { get; init; }

    /// <summary>The caller's own id of the drill; unique within the workspace and the environment.</summary>
    public required string DrillId { get; init; }

    public required DateTimeOffset ExecutedAt { get; init; }

    /// <summary>The mode the Go backend was in when the drill ended.</summary>
    public required string TargetMode { get; init; }

    public required DrillStatus Status { get; init; }

    public required bool FallbackVerified { get; init; }

    public required decimal RecoveryMinutes { get; init; }

    public required decimal MaxRecoveryMinutes { get; init; }

    public required string RunbookRef { get; init; }

    public required IReadOnlyList<string> EvidenceRefs { get; init; }

    /// <summary>Whether every check passed; kept, so that the latest passing drill can be found.</summary>
    public required bool Passed { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public required string RecordedBySubject { get; init; }

    public EvidenceFacts Evidence => new(WireNames.DrillKind, "drill", Id.ToString(), new Dictionary<string, object?>
    {
        ["drill_id"] = DrillId,
        ["environment"] = Environment,
        ["executed_at"] = ExecutedAt,
        ["status"] = WireName.Of(Status),
        ["passed"] = Passed,
        ["failed_checks"] = Checks().Where(check => !check.IsPassed()).Select(check => check.Id).ToList(),
        ["runbook_ref"] = RunbookRef,
        ["evidence_refs"] = EvidenceRefs,
    });

    public static Result<Drill> Record(WorkspaceId workspace, DrillOutcome outcome, Actor by, DateTimeOffset now)
    {
        if (outcome.ExecutedAt > now + ClockTolerance)
        {
            return DrillRefusals.NotYetExecuted;
        }

        return new Drill
        {
            WorkspaceId = workspace,
            Id = Ids.New<DrillRecordId>(now),
            Environment = outcome.Environment,
            DrillId = outcome.DrillId,
            ExecutedAt = outcome.ExecutedAt.ToUniversalTime(),
            TargetMode = outcome.TargetMode,
            Status = outcome.Status,
            FallbackVerified = outcome.FallbackVerified,
            RecoveryMinutes = outcome.RecoveryMinutes,
            MaxRecoveryMinutes = outcome.MaxRecoveryMinutes,
            RunbookRef = outcome.RunbookRef,
            EvidenceRefs = outcome.EvidenceRefs,
            Passed = outcome.Checks().All(check => check.IsPassed()),
            RecordedAt = now,
            RecordedBy = by.Display,
            RecordedBySubject = by.Subject,
        };
    }

    /// <summary>What a drill must satisfy to pass, each with what came of it.</summary>
    public IReadOnlyList<Check> Checks() => Outcome().Checks();

    /// <summary>What the caller told about the drill.</summary>
    public DrillOutcome Outcome() => new()
    {
        Environment = Environment,
        DrillId = DrillId,
        ExecutedAt = ExecutedAt,
        TargetMode = TargetMode,
        Status = Status,
        FallbackVerified = FallbackVerified,
        RecoveryMinutes = RecoveryMinutes,
        MaxRecoveryMinutes = MaxRecoveryMinutes,
        RunbookRef = RunbookRef,
        EvidenceRefs = EvidenceRefs,
    };
}

/// <summary>Identifies a drill's record in Cavra; the drill's own id is the caller's text.</summary>
public readonly record struct DrillRecordId(Guid Value) : IId<DrillRecordId>
{
    public static string Prefix => "gordrill";

    public static DrillRecordId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}

public static class DrillRefusals
{
    public static readonly Refusal AlreadyRecorded = new(RefusalKind.Conflict, "drill.already_recorded",
        "A drill with this id is already recorded for this environment; records are not changed.");

    public static readonly Refusal NotYetExecuted = new(RefusalKind.Impossible, "drill.not_yet_executed",
        "A drill can only be recorded after it was executed.");
}
