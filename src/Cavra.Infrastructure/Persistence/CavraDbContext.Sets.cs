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
using Cavra.Infrastructure.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    public DbSet<Approval> Approvals => Set<Approval>();

    public DbSet<ApprovalPlan> ApprovalPlans => Set<ApprovalPlan>();

    public DbSet<PlannedApproval> PlannedApprovals => Set<PlannedApproval>();

    public DbSet<ApprovalDecision> ApprovalDecisions => Set<ApprovalDecision>();

    public DbSet<AuditPackage> AuditPackages => Set<AuditPackage>();

    public DbSet<AuditDelivery> AuditDeliveries => Set<AuditDelivery>();

    public DbSet<DeliveryEvent> DeliveryEvents => Set<DeliveryEvent>();

    public DbSet<Destination> Destinations => Set<Destination>();

    public DbSet<Attempt> Attempts => Set<Attempt>();

    public DbSet<ConnectorState> ConnectorStates => Set<ConnectorState>();

    public DbSet<ConnectorTest> ConnectorTests => Set<ConnectorTest>();

    public DbSet<GatePassed> GatesPassed => Set<GatePassed>();

    public DbSet<DrillSchedule> DrillSchedules => Set<DrillSchedule>();

    public DbSet<Drill> Drills => Set<Drill>();

    public DbSet<EvidenceTerm> EvidenceTerms => Set<EvidenceTerm>();

    public DbSet<EntryDocument> EntryDocuments => Set<EntryDocument>();

    public DbSet<EvidenceCount> Tallies => Set<EvidenceCount>();

    public DbSet<LoggedEntry> LoggedEntries => Set<LoggedEntry>();

    public DbSet<AwaitingEntry> AwaitingEntries => Set<AwaitingEntry>();

    public DbSet<StoredTile> LogTiles => Set<StoredTile>();

    public DbSet<StoredCheckpoint> LogCheckpoints => Set<StoredCheckpoint>();

    public DbSet<LogTree> LogTrees => Set<LogTree>();

    public DbSet<StoredCosignature> LogCosignatures => Set<StoredCosignature>();

    public DbSet<LogAdoption> LogAdoptions => Set<LogAdoption>();

    public DbSet<EvidenceRemoval> EvidenceRemovals => Set<EvidenceRemoval>();

    public DbSet<EvidenceErasure> EvidenceErasures => Set<EvidenceErasure>();

    public DbSet<StoredTimestamp> LogTimestamps => Set<StoredTimestamp>();

    public DbSet<LogKey> LogKeys => Set<LogKey>();

    public DbSet<HealthEpisode> HealthEpisodes => Set<HealthEpisode>();

    public DbSet<HealthAlertPlan> HealthAlertPlans => Set<HealthAlertPlan>();

    public DbSet<HealthAlertRoute> HealthAlertRoutes => Set<HealthAlertRoute>();

    public DbSet<HealthAlertAcknowledgement> HealthAlertAcknowledgements => Set<HealthAlertAcknowledgement>();

    public DbSet<NotificationPlan> NotificationPlans => Set<NotificationPlan>();

    public DbSet<NotificationRoute> NotificationRoutes => Set<NotificationRoute>();

    public DbSet<NotificationAcknowledgement> NotificationAcknowledgements => Set<NotificationAcknowledgement>();

    public DbSet<EscalationPlan> EscalationPlans => Set<EscalationPlan>();

    public DbSet<ConsoleSession> ConsoleSessions => Set<ConsoleSession>();

    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();

    public DbSet<WorkerRun> WorkerRuns => Set<WorkerRun>();

    public DbSet<WorkerSchedule> WorkerSchedules => Set<WorkerSchedule>();

    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();

    public DbSet<RecoveryPlaybook> RecoveryPlaybooks => Set<RecoveryPlaybook>();

    public DbSet<ConnectorRecovery> ConnectorRecoveries => Set<ConnectorRecovery>();

    public DbSet<RecoveryClosure> RecoveryClosures => Set<RecoveryClosure>();

    public DbSet<RecoveryEscalationPlan> RecoveryEscalationPlans => Set<RecoveryEscalationPlan>();

    public DbSet<RunRetry> RunRetries => Set<RunRetry>();

    public DbSet<RetryPlan> RetryPlans => Set<RetryPlan>();

    public DbSet<RetryDecision> RetryDecisions => Set<RetryDecision>();

    public DbSet<RetryAcknowledgement> RetryAcknowledgements => Set<RetryAcknowledgement>();
}
