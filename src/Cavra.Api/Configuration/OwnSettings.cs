using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Cavra.Api.Configuration;

/// <summary>Settings that are the caller's alone.</summary>
internal static class OwnSettings
{
    /// <summary>Takes the environment's variables out of the configuration, but for those that the host itself reads.</summary>
    public static void ForgetEnvironment(this ConfigurationManager configuration)
    {
        var sources = configuration.Sources.OfType<EnvironmentVariablesConfigurationSource>().Where(source => string.IsNullOrEmpty(source.Prefix));
        foreach (var source in sources.ToList())
        {
            configuration.Sources.Remove(source);
        }
    }
}
