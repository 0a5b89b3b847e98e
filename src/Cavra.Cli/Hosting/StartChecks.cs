using System.Net.Sockets;
using Cavra.Api;
using Cavra.Api.Configuration;
using Cavra.Api.Hosting;
using Cavra.Cli.Databases;
using Cavra.Infrastructure.Configuration;
using Microsoft.AspNetCore.Connections;
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

/// <summary>Whether the data directory can be made, or written to. Leaves nothing behind.</summary>
internal static class WritableDirectory
{
    /// <summary>Why not; null when it can be.</summary>
    public static StartFailure? Failure(string directory)
    {
        var full = Path.GetFullPath(directory);
        try
        {
            var there = full;
            while (!Directory.Exists(there))
            {
                if (File.Exists(there))
                {
                    return Unusable(full);
                }

                there = Path.GetDirectoryName(there)!;
            }

            var probe = Path.Combine(there, $".cavra-{Path.GetRandomFileName()}");
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unusable(full);
        }
    }

    private static StartFailure Unusable(string directory) => new(
        $"The data directory {directory} can't be made or written to: name another with --data-dir, or let this user write there.",
        ExitCode.Unreachable);
}

/// <summary>Why the service could not start, for a person.</summary>
/// <param name="Why">One clear message.</param>
/// <param name="ExitCode">How the command ends.</param>
internal sealed record StartFailure(string Why, int ExitCode)
{
    /// <summary>What is known of the failure; null for a fault of Cavra itself.</summary>
    public static StartFailure? Of(Exception failure) => failure switch
    {
        InvalidSettingsException => new StartFailure(failure.Message, Cli.ExitCode.Usage),
        IOException { InnerException: AddressInUseException } => new StartFailure(
            $"{failure.Message} Stop what listens there, or serve elsewhere with --urls.", Cli.ExitCode.Unreachable),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => new StartFailure(
            "This user may not listen on that port. Choose one above 1023 with --urls.", Cli.ExitCode.Unreachable),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => new StartFailure(
            "This machine has no such address. Serve on another with --urls.", Cli.ExitCode.Unreachable),
        UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException => new StartFailure(
            "The data directory can't be made or written to: name another with --data-dir.", Cli.ExitCode.Unreachable),
        _ when DatabaseFailure.Of(failure) is { } why => new StartFailure(why, Cli.ExitCode.Unreachable),
        _ => null,
    };
}
