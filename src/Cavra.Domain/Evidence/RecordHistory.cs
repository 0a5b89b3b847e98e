using Cavra.Domain.AuditDeliveries;

namespace Cavra.Domain.Evidence;

/// <summary>Which entries the record history shows, and to which chains of records they belong.</summary>
public static class RecordHistory
{
    // Attempts are told by the delivery they were made for; keys, sessions, workspaces and settings are no records of the loop.
    private static readonly HashSet<string> Hidden =
    [
        WireNames.AttemptKind, WireNames.AttemptBegunKind, WireNames.ConfirmationKind, WireNames.ApiKeyKind, WireNames.ConsoleSessionKind, WireNames.SessionRevocationKind, WireNames.SignInLinkKind,
        WireNames.WorkspaceKind, WireNames.LogKeyKind, WireNames.LogAdoptionKind, WireNames.EvidenceErasureKind, WireNames.EvidenceRetentionKind, WireNames.EvidenceExportKind,
        WireNames.ConnectorStateKind, WireNames.ConnectorTestKind, WireNames.ConnectorWarningKind, WireNames.WorkerScheduleKind, WireNames.PolicyKind,
    ];

    private static readonly Dictionary<DeliverySource, HashSet<string>> KindsOf = new()
    {
        [DeliverySource.Notification] =
        [
            WireNames.NotificationPlanKind, WireNames.NotificationAcknowledgementKind, WireNames.EscalationPlanKind,
        ],
        [DeliverySource.AcknowledgementAudit] =
        [
            WireNames.AuditPackageKind, WireNames.AuditDeliveryKind, WireNames.RetryPlanKind,
            WireNames.RetryAcknowledgementKind, WireNames.WorkerRunKind, WireNames.HealthAlertPlanKind,
            WireNames.HealthAlertAcknowledgementKind, WireNames.ApprovalPlanKind, WireNames.ApprovalDecisionKind, WireNames.ExecutionKind,
            WireNames.RecoveryPlaybookKind, WireNames.RecoveryClosureKind, WireNames.RecoveryEscalationPlanKind,
            WireNames.RecoveryEscalationKind,
        ],
        [DeliverySource.WorkerHealthAlert] =
        [
            WireNames.HealthAlertPlanKind, WireNames.HealthAlertAcknowledgementKind, WireNames.HealthEpisodeKind,
        ],
        [DeliverySource.RecoveryEscalation] = [WireNames.RecoveryEscalationPlanKind, WireNames.RecoveryEscalationKind],
    };

    /// <summary>Whether the record history shows entries of that kind; never those that are about no document.</summary>
    public static bool Shows(string? kind) => kind is not null && !Hidden.Contains(kind);

    /// <summary>The sources of the chains that an entry is part of: a delivery's own, and those its kind belongs to.</summary>
    public static IReadOnlyList<string> ChainsOf(string? kind, string? source)
    {
        var chains = KindsOf.Where(chain => kind is not null && chain.Value.Contains(kind)).Select(chain => WireNames.Of(chain.Key));

        return [.. source is null ? chains : chains.Append(source).Distinct()];
    }
}
