using Cavra.Application.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cavra.Infrastructure.Redaction;

/// <summary>Registers the redactor.</summary>
public static class RedactionServices
{
    public static IServiceCollection AddRedaction(this IServiceCollection services, Action<RedactionOptions>? configure = null)
    {
        services.AddOptions<RedactionOptions>().Configure(options => configure?.Invoke(options));
        return services.AddSingleton<IRedactor>(provider =>
            new Redactor(provider.GetRequiredService<IOptions<RedactionOptions>>().Value));
    }
}
