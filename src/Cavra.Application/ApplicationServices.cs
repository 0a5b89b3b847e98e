using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.AuditPackages;
using Cavra.Application.Connectors;
using Cavra.Application.Drills;
using Cavra.Application.Evidence;
using Cavra.Application.Evidence.Log;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Messaging;
using Cavra.Application.Notifications;
using Cavra.Application.Operations;
using Cavra.Application.Pipeline;
using Cavra.Application.Ports;
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
    /// <param name="mapperLicense">The mapper's licence key; null runs it unlicensed, which it says in the log.</param>
    public static IServiceCollection AddApplication(this IServiceCollection services, string? mapperLicense)
    {
        services.AddPipeline();
        services.AddScoped<Call>();
        services.AddScoped<EvidenceJournal>();
        services.AddScoped<ExportDesk>();
        services.AddScoped<IDispatcher, Dispatcher>();
        services.AddScoped<AuditPacker>();
        services.AddScoped<AuditDispatch>();
        services.AddScoped<Outbox>();
        services.AddScoped<DeliveryRounds>();
        services.AddScoped<ConnectorDesk>();
        services.AddScoped<ConnectorTests>();
        services.AddScoped<HealthLook>();
        services.AddScoped<HealthAlertOutbox>();
        services.AddScoped<HealthAlertEscalation>();
        services.AddScoped<AlertFollowUp>();
        services.AddScoped<IDeliveryFollower, RouteTakenAlerts>();
        services.AddScoped<ScheduleReports>();
        services.AddScoped<NotificationAnswers>();
        services.AddScoped<NotificationOutbox>();
        services.AddScoped<RetryPlanning>();
        services.AddScoped<RunBeginning>();
        services.AddScoped<RunHeartbeat>();
        services.AddScoped<WorkerRunSteps>();
        services.AddWorkerTurns();
        services.AddSingleton<LoopBells>();
        services.AddSingleton<WorkInHand>();
        services.AddSingleton<CavraMetrics>();
        services.AddSingleton<IFaultRecorder, FaultRecorder>();
        services.AddValidatorsFromAssembly(typeof(ApplicationServices).Assembly, includeInternalTypes: true);
        services.AddAutoMapper(configuration => configuration.LicenseKey = mapperLicense, typeof(ApplicationServices).Assembly);
        return services;
    }
}
