using Cavra.Application.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Registers the evidence log: its keys and its sequencer.</summary>
internal static class EvidenceLogServices
{
    public static IServiceCollection AddEvidenceLog(this IServiceCollection services) => services
        .AddSingleton<LogKeys>()
        .AddSingleton<ILogKeys>(provider => provider.GetRequiredService<LogKeys>())
        .AddSingleton<LogKeyRing>()
        .AddSingleton<LogMemory>()
        .AddSingleton<LogCheck>()
        .AddScoped<ILogSequencer, Sequencer>();
}
