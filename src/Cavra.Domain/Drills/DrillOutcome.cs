namespace Cavra.Domain.Drills;

/// <summary>What a caller tells about a drill that was executed.</summary>
public sealed record DrillOutcome
{
    public required string Environment { get; init; }

    public required string DrillId { get; init; }

    public required DateTimeOffset ExecutedAt { get; init; }

    public required string TargetMode { get; init; }

    public required DrillStatus Status { get; init; }

    public required bool FallbackVerified { get; init; }

    /// <summary>Minutes until the fallback served, 0 or more.</summary>
    public required decimal RecoveryMinutes { get; init; }

    /// <summary>The most minutes allowed, itself included.</summary>
    public required decimal MaxRecoveryMinutes { get; init; }

    public required string RunbookRef { get; init; }

    public IReadOnlyList<string> EvidenceRefs { get; init; } = [];

    /// <summary>What a drill must satisfy to pass, each with what came of it: it passes when all of them do.</summary>
    public IReadOnlyList<Check> Checks() =>
    [
        Check.That(Status is DrillStatus.Pass, "drill_status",
            "The drill was reported as passed.", "The drill was reported as failed."),
        Check.That(TargetMode == Drill.RolledBackMode, "drill_target_mode",
            "The Go backend was disabled.", "The Go backend was not disabled."),
        Check.That(FallbackVerified, "drill_fallback",
            "The fallback was verified.", "The fallback was not verified."),
        Check.That(RecoveryMinutes <= MaxRecoveryMinutes, "drill_recovery_time",
            "The recovery was within its time.", "The recovery took longer than allowed."),
    ];
}

/// <summary>How whoever ran a drill judges it; Cavra checks more than this.</summary>
public enum DrillStatus
{
    Pass,
    Fail,
}

/// <summary>One thing that was looked at, and whether it is as it should be.</summary>
/// <param name="Id">Stable name, snake case.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Message">One fixed sentence for a person; never contains a value from outside.</param>
public sealed record Check(string Id, CheckStatus Status, string Message)
{
    public bool IsPassed() => Status is CheckStatus.Pass;

    /// <summary>A check that says one sentence when it holds and another when it does not.</summary>
    public static Check That(bool holds, string id, string pass, string warn) =>
        holds ? new Check(id, CheckStatus.Pass, pass) : new Check(id, CheckStatus.Warn, warn);
}

/// <summary>What came of a check.</summary>
public enum CheckStatus
{
    Pass,
    Warn,
}
