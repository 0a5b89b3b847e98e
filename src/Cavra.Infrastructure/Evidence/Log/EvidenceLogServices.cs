using Cavra.Application.Ports;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Evidence.Log.Timestamps;
using Cavra.Infrastructure.Evidence.Log.Witnesses;
using Cavra.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Registers the evidence log: its keys, its sequencer, its witnesses and its time-stamps.</summary>
internal static class EvidenceLogServices
{
    public static IServiceCollection AddEvidenceLog(this IServiceCollection services) => services
        .AddSingleton<LogKeys>()
        .AddSingleton<ILogKeys>(provider => provider.GetRequiredService<LogKeys>())
        .AddSingleton<LogKeyRing>()
        .AddSingleton<LogMemory>()
        .AddSingleton<LogCheck>()
        .AddSingleton(AdopterOf)
        .AddScoped<ILogSequencer, Sequencer>()
        .AddSingleton(WitnessesOf)
        .AddSingleton<AskPauses>()
        .AddScoped<IDocumentRemover, DocumentRemover>()
        .AddScoped<WitnessRows>()
        .AddScoped<ICheckpointOffers, CheckpointOffers>()
        .AddSingleton(TimestampsOf)
        .AddScoped<TimestampRows>()
        .AddScoped<ICheckpointStamps, CheckpointStamps>();

    private static LogAdopter AdopterOf(IServiceProvider provider) => new(
        provider.GetRequiredService<Migrator>(),
        provider.GetRequiredService<LogKeyRing>(),
        provider.GetRequiredService<LogMemory>(),
        provider.GetRequiredService<InstanceName>());

    private static WitnessDirectory WitnessesOf(IServiceProvider provider) => new(
        provider.GetRequiredService<IConfiguration>()[WitnessDirectory.FileSetting] is { Length: > 0 } path
            ? new WitnessFile(path, Environment.GetEnvironmentVariable, provider.GetRequiredService<IRedactor>())
            : null,
        provider.GetRequiredService<EgressGuard>(),
        provider.GetRequiredService<TimeProvider>());

    private static TimestampSettings TimestampsOf(IServiceProvider provider) => new(
        provider.GetRequiredService<IConfiguration>()[TimestampSettings.FileSetting] is { Length: > 0 } path
            ? new TimestampFile(path, Environment.GetEnvironmentVariable, provider.GetRequiredService<IRedactor>())
            : null,
        provider.GetRequiredService<EgressGuard>(),
        provider.GetRequiredService<TimeProvider>());
}
