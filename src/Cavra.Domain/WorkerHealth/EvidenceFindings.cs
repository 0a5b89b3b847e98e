using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.WorkerHealth;

/// <summary>Whether evidence can be proved.</summary>
internal static class EvidenceFindings
{
    /// <summary>How long an entry may wait for the log, this much included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static HealthFinding? Unsigned(HealthSnapshot snapshot, DateTimeOffset now) => snapshot.EvidenceStop switch
    {
        null when snapshot.UnsignedSince is { } since && now - since > Patience => Finding(
            since,
            "Evidence is written but not signed: entries have been waiting for the log for more than a minute.",
            "Start a worker (CAVRA_ROLES: worker or both) that has the log's signing key; see its log where one runs."),
        null => null,
        { Reason: LogStop.Damaged } stop => Finding(
            stop.Since, "Evidence is written but not signed: the stored log is not what was signed last, so that something has changed it.",
            "Run cavra evidence fsck to see what was changed, and put the database back to where it was sound."),
        var stop => Finding(
            stop.Since, "Evidence is written but not signed: a signing key of the log is missing or unreadable.",
            "Give the workers the file of the log's signing key, or sign with a new key: cavra evidence keys rotate."),
    };

    private static HealthFinding Finding(DateTimeOffset since, string message, string advice) => new()
    {
        Category = HealthCategory.EvidenceUnsigned,
        Severity = AlertLevel.Critical,
        Count = 1,
        Since = since,
        Message = message,
        Recommendation = HealthOperations.ListLogKeys(HealthCategory.EvidenceUnsigned, advice),
    };
}
