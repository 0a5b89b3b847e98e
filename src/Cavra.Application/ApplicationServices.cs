using Cavra.Application.Access;
using Cavra.Application.Approvals;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.AuditPackages;
using Cavra.Application.Connectors;
using Cavra.Application.Drills;
using Cavra.Application.Evidence;
using Cavra.Application.Evidence.Log;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Application.Notifications;
using Cavra.Application.Operations;
using Cavra.Application.Pipeline;
using Cavra.Application.Policies;
using Cavra.Application.RetryPlans;
using Cavra.Application.WorkerHealth;
using Cavra.Application.WorkerRuns;
using Cavra.Application.Workers;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application;

/// <summary>Registers the use cases and the pipeline they run in.</summary>
public static class ApplicationServices
{
    /// <param name="services">Where to.</param>
    /// <param name="mapperLicense">The mapper's licence key; null leaves it to the mapper's own variables.</param>
    public static IServiceCollection AddApplication(this IServiceCollection services, string? mapperLicense)
    {
        services.AddPipeline();
        services.AddScoped<Call>();
        services.AddScoped<EvidenceJournal>();
        services.AddScoped<ExportSelection>().AddScoped<SelectedEntries>();
        services.AddScoped<RetentionReader>().AddSingleton(SegmentTerms.Usual);
        services.AddScoped<IDispatcher, Dispatcher>();
        services.AddScoped<AuditPackageBuilder>();
        services.AddScoped<AuditDeliveryStarter>();
        services.AddScoped<Outbox>();
        services.AddScoped<DeliveryRounds>();
        services.AddScoped<Confirmations>();
        services.AddScoped<ConnectorChanges>();
        services.AddScoped<ConnectorWarnings>();
        services.AddScoped<ConnectorTests>();
        services.AddScoped<WorkerHealthReader>();
        services.AddScoped<HealthAlertRouter>();
        services.AddScoped<HealthAlertEscalation>();
        services.AddScoped<AlertRepeater>();
        services.AddScoped<IDeliveryAcceptedHandler, OpenAlertRoutes>();
        services.AddScoped<ScheduleReports>();
        services.AddScoped<NotificationAnswers>();
        services.AddScoped<GateWriter>();
        services.AddScoped<RetryPlanner>();
        services.AddScoped<PolicyReader>();
        services.AddScoped<PolicyDecider>();
        services.AddScoped<ApprovalSettings>();
        services.AddScoped<OpenApprovals>();
        services.AddScoped<StaleApprovals>();
        services.AddScoped<RetryFacts>();
        services.AddScoped<ExecutionRecorder>();
        services.AddScoped<LiveRetries>();
        services.AddScoped<WorkerRunStarter>();
        services.AddScoped<RunHeartbeat>();
        services.AddScoped<WorkerRunSteps>();
        services.AddWorkerTurns();
        services.AddSingleton<LoopSignals>();
        services.AddSingleton<WorkInHand>();
        services.AddSingleton<RecordingQueue>();
        services.AddSingleton<EarlyAnswers>();
        services.AddSingleton<CavraMetrics>();
        services.AddSingleton<FaultRecorder>();
        services.AddValidatorsFromAssembly(typeof(ApplicationServices).Assembly, includeInternalTypes: true);
        services.AddAutoMapper(configuration => configuration.LicenseKey = mapperLicense, typeof(ApplicationServices).Assembly);
        return services;
    }
}
