using Cavra.Api;
using Cavra.Api.Configuration;
using Cavra.Api.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Cavra.Cli.Hosting;

/// <summary>What can be known to keep the service from starting before a database is made, or anything else is done.</summary>
/// <param name="urls">The addresses to serve on.</param>
/// <param name="dataDirectory">The directory to be made or written to; null when nothing must be kept there.</param>
/// <param name="settings">What is configured besides the environment.</param>
internal sealed class StartChecks(string urls, string? dataDirectory, IReadOnlyDictionary<string, string?> settings)
{
    // Services can be put together without a database; nothing is opened until it is used.
    private const string NoDatabase = "Host=/nowhere";

    private const string Certificate = "Kestrel:Certificates:Default";

    /// <summary>The first thing that is in the way; null when nothing is known to be.</summary>
    /// <exception cref="Infrastructure.Configuration.InvalidSettingsException">Settings are wrong, the connector file's among them.</exception>
    public async Task<StartFailure?> FindAsync()
    {
        await using var draft = ApiHost.Build([], NoDatabase, builder => builder.Logging.ClearProviders(), settings);
        (string Url, string Setting)[] addresses =
        [
            .. ServerUrls.Split(urls).Select(url => (url, RunApi.UrlsOption)),
            .. draft.MetricsUrls().Select(url => (url, NetworkSettings.Metrics)),
        ];
        return OfCertificate(draft.Configuration, addresses.Select(address => address.Url))
            ?? ListenAddresses.Taken(addresses)
            ?? (dataDirectory is null ? null : WritableDirectory.Failure(dataDirectory));
    }

    private static StartFailure? OfCertificate(IConfiguration configuration, IEnumerable<string> addresses)
    {
        if (addresses.FirstOrDefault(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) is not { } url)
        {
            return null;
        }

        var (file, subject) = (configuration[$"{Certificate}:Path"], configuration[$"{Certificate}:Subject"]);
        return string.IsNullOrEmpty(file) && string.IsNullOrEmpty(subject)
            ? new StartFailure(
                $"{url} needs a certificate: name its file with Kestrel__Certificates__Default__Path (see docs/operations.md), or serve on "
                + "http behind a gateway that speaks TLS.", ExitCode.Usage)
            : !string.IsNullOrEmpty(file) && !File.Exists(file)
                ? new StartFailure("Kestrel__Certificates__Default__Path names a file that is not there.", ExitCode.Usage)
                : null;
    }
}
