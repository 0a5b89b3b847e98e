using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.WorkerHealth;

/// <summary>Whether evidence can be proved.</summary>
internal static class EvidenceFindings
{
    public static HealthFinding? Unsigned(HealthSnapshot snapshot) => snapshot.EvidenceStop switch
    {
        null => null,
        { Reason: LogStop.Damaged } stop => Finding(
            stop, "Evidence is written but not signed: the stored log is not what was signed last, so that something has changed it.",
            "Run cavra evidence fsck to see what was changed, and put the database back to where it was sound."),
        var stop => Finding(
            stop, "Evidence is written but not signed: a signing key of the log is missing or unreadable.",
            "Give the workers the file of the log's signing key, or sign with a new key: cavra evidence keys rotate."),
    };

    private static HealthFinding Finding(EvidenceStop stop, string message, string advice) => new()
    {
        Category = HealthCategory.EvidenceUnsigned,
        Severity = AlertLevel.Critical,
        Count = 1,
        Since = stop.Since,
        Message = message,
        Recommendation = HealthOperations.ListLogKeys(HealthCategory.EvidenceUnsigned, advice),
    };
}
