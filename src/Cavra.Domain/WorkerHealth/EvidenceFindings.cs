using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerHealth;

/// <summary>Whether evidence can be proved.</summary>
internal static class EvidenceFindings
{
    public static HealthFinding? Unsigned(HealthSnapshot snapshot) => snapshot.EvidenceUnsignedSince is { } since
        ? new HealthFinding
        {
            Category = HealthCategory.EvidenceUnsigned,
            Severity = AlertLevel.Warning,
            Count = 1,
            Since = since,
            Message = "Evidence is written but not signed: a signing key of the log is missing or unreadable.",
            Recommendation = HealthOperations.ListLogKeys(
                HealthCategory.EvidenceUnsigned, "Give the workers the file of the log's signing key, or sign with a new key."),
        }
        : null;
}
