using Cavra.Application.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Evidence.Feed;

/// <summary>Registers what tells of committed entries, in processes that serve the API.</summary>
public static class EvidenceFeedServices
{
    public static IServiceCollection AddEvidenceFeed(this IServiceCollection services) => services
        .AddSingleton<FeedReader>()
        .AddSingleton(provider => new EvidenceFeed(
            provider.GetRequiredService<FeedReader>(), provider.GetRequiredService<LoopSignals>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EvidenceFeed>>()))
        .AddSingleton<IHostedService>(provider => provider.GetRequiredService<EvidenceFeed>());
}
