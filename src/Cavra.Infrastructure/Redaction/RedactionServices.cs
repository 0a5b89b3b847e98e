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

/// <summary>What the redactor can't know by itself.</summary>
public sealed class RedactionOptions
{
    /// <summary>Endings of host names that only resolve inside the company, with or without the leading dot.</summary>
    public IList<string> InternalSuffixes { get; } =
        [".internal", ".local", ".lan", ".corp", ".intranet", ".home.arpa", ".svc.cluster.local", ".localdomain"];
}
