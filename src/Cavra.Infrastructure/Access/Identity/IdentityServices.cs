using Cavra.Application.Ports;
using Cavra.Infrastructure.Delivery.Egress;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>Registers whose tokens are believed.</summary>
public static class IdentityServices
{
    /// <summary>Name of the configuration value that holds the identity file's path.</summary>
    public const string FileSetting = "CAVRA_IDENTITY_CONFIG";

    internal static IServiceCollection AddIdentity(this IServiceCollection services) => services.AddSingleton(provider =>
    {
        var configuration = provider.GetRequiredService<IConfiguration>();
        return new IssuerDirectory(
            configuration[FileSetting] is { Length: > 0 } path
                ? new IdentityFile(path, Environment.GetEnvironmentVariable, provider.GetRequiredService<IRedactor>())
                : null,
            ShortForm.Read(configuration).Issuer,
            provider.GetRequiredService<EgressGuard>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IssuerDirectory>>());
    });

    /// <summary>What is wrong with the settings of sign-in, the identity file's content included.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="issuers">What the file was read into.</param>
    public static IEnumerable<BadSetting> Problems(IConfiguration configuration, IssuerDirectory issuers) =>
        issuers.StartProblems.Select(problem => new BadSetting(FileSetting, $"names a file that can't be taken: {problem.TrimEnd('.')}"))
            .Concat(ShortForm.Read(configuration).Problem is { } problem ? [problem] : []);
}
