using Cavra.Application.Ports;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Access.Identity;
using Cavra.Infrastructure.Delivery;
using Cavra.Infrastructure.Drills;
using Cavra.Infrastructure.Evidence;
using Cavra.Infrastructure.Evidence.Log;
using Cavra.Infrastructure.Operations;
using Cavra.Infrastructure.Persistence;
using Cavra.Infrastructure.Redaction;
using Cavra.Infrastructure.Scheduling;
using Cavra.Infrastructure.Statistics;
using Cavra.Infrastructure.WorkerHealth;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Infrastructure;

/// <summary>Registers everything the use cases ask for: the database, credentials, redaction, delivery.</summary>
public static class InfrastructureServices
{
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, string connectionString)
    {
        services.AddPersistence(connectionString);
        services.AddSingleton<ICallerDirectory, CallerDirectory>();
        services.AddSingleton<ISessionDirectory, SessionDirectory>();
        services.AddSingleton<IInstanceKey, InstanceKey>();
        services.AddSingleton<InstanceName>();
        services.AddSingleton<DefaultWorkspace>();
        services.AddSingleton<Bootstrap>();
        services.AddSingleton<IKeyFiles, KeyFiles>();
        services.AddSingleton<MachineOperator>();
        services.AddIdentity();
        services.AddRedaction();
        services.AddDelivery();
        services.AddScheduling();
        services.AddScoped<IHealthReader, HealthReader>();
        services.AddScoped<IDayReader, DayReader>();
        services.AddHostedService<OpenDestinationsWatch>();
        services.AddHostedService<DocumentPartitions>();
        services.AddScoped<IEvidenceCounts, TallyReader>();
        services.AddEvidenceLog();
        services.AddSingleton<StartupImport>();
        return services;
    }
}
