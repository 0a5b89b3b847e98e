using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.Loops;
using Cavra.Domain.Notifications;
using Cavra.Domain.Policies;
using Cavra.Domain.Recovery;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    DbSet<Approval> Approvals { get; }

    DbSet<ApprovalPlan> ApprovalPlans { get; }

    DbSet<PlannedApproval> PlannedApprovals { get; }

    DbSet<ApprovalDecision> ApprovalDecisions { get; }

    DbSet<AuditPackage> AuditPackages { get; }

    DbSet<AuditDelivery> AuditDeliveries { get; }

    DbSet<DeliveryEvent> DeliveryEvents { get; }

    DbSet<Destination> Destinations { get; }

    DbSet<Attempt> Attempts { get; }

    DbSet<ConnectorState> ConnectorStates { get; }

    DbSet<ConnectorTest> ConnectorTests { get; }

    DbSet<GatePassed> GatesPassed { get; }

    DbSet<DrillSchedule> DrillSchedules { get; }

    DbSet<Drill> Drills { get; }

    /// <summary>To be read only: the database writes them.</summary>
    DbSet<EvidenceTerm> EvidenceTerms { get; }

    /// <summary>Written with their entries, and read with them.</summary>
    DbSet<EntryDocument> EntryDocuments { get; }

    /// <summary>To be read only, as everything of the log: the sequencer writes it.</summary>
    DbSet<LoggedEntry> LoggedEntries { get; }

    DbSet<AwaitingEntry> AwaitingEntries { get; }

    DbSet<StoredTile> LogTiles { get; }

    DbSet<StoredCheckpoint> LogCheckpoints { get; }

    DbSet<LogTree> LogTrees { get; }

    /// <summary>To be read only: each was verified before it was kept.</summary>
    DbSet<StoredCosignature> LogCosignatures { get; }

    DbSet<LogAdoption> LogAdoptions { get; }

    DbSet<EvidenceRemoval> EvidenceRemovals { get; }

    DbSet<EvidenceErasure> EvidenceErasures { get; }

    /// <summary>To be read only: each was verified before it was kept.</summary>
    DbSet<StoredTimestamp> LogTimestamps { get; }

    /// <summary>The keys of the whole installation: every workspace's log is signed with them.</summary>
    DbSet<LogKey> LogKeys { get; }

    DbSet<HealthEpisode> HealthEpisodes { get; }

    DbSet<HealthAlertPlan> HealthAlertPlans { get; }

    DbSet<HealthAlertRoute> HealthAlertRoutes { get; }

    DbSet<HealthAlertAcknowledgement> HealthAlertAcknowledgements { get; }

    DbSet<NotificationPlan> NotificationPlans { get; }

    DbSet<NotificationRoute> NotificationRoutes { get; }

    DbSet<NotificationAcknowledgement> NotificationAcknowledgements { get; }

    DbSet<EscalationPlan> EscalationPlans { get; }

    DbSet<PolicyVersion> PolicyVersions { get; }

    DbSet<RecoveryPlaybook> RecoveryPlaybooks { get; }

    DbSet<ConnectorRecovery> ConnectorRecoveries { get; }

    DbSet<RecoveryClosure> RecoveryClosures { get; }

    DbSet<RecoveryEscalationPlan> RecoveryEscalationPlans { get; }

    DbSet<RunRetry> RunRetries { get; }

    DbSet<RetryPlan> RetryPlans { get; }

    DbSet<RetryDecision> RetryDecisions { get; }

    DbSet<RetryAcknowledgement> RetryAcknowledgements { get; }

    DbSet<ConsoleSession> ConsoleSessions { get; }

    DbSet<SignInLink> SignInLinks { get; }

    DbSet<WorkerRun> WorkerRuns { get; }

    DbSet<WorkerSchedule> WorkerSchedules { get; }
}
