using Cavra.Api;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Delivery;
using Microsoft.Extensions.Logging;

namespace Cavra.Cli.Doctor;

/// <summary>Looks at the settings of this command's own environment: those of the server only where none is running.</summary>
/// <param name="standing">What is known of a running server.</param>
internal sealed class OwnConfiguration(ServerStanding standing)
{
    // Services can be put together without a database; nothing is opened until it is used.
    private const string NoDatabase = "Host=/nowhere";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var host = ApiHost.Build([], NoDatabase, builder => builder.Logging.ClearProviders());
            var connectors = await ConnectorReach.LookAsync(host.Services, cancellationToken);
            return
            [
                Finding.Pass("configuration", standing is ServerStanding.NoneKnown
                    ? "Every setting is valid."
                    : "Every setting of this terminal is valid; the server has its own."),
                .. connectors.Count == 0 ? NoConnectors() : connectors.Select(Of),
            ];
        }
        catch (InvalidSettingsException invalid)
        {
            return [.. invalid.Problems.Select(problem => standing is ServerStanding.NoneKnown
                ? Finding.Fail("configuration", problem)
                : Finding.Warn("configuration", $"In this terminal, not in the server: {problem}"))];
        }
    }

    private Finding[] NoConnectors() => standing switch
    {
        ServerStanding.Asked => [],
        ServerStanding.NotAsked =>
            [Finding.Warn("connectors", "None is configured in this terminal; the Cavra that runs could not be asked for its own.")],
        _ => [Finding.Warn("connectors", "None is configured: set CAVRA_CONNECTOR_CONFIG.")],
    };

    private Finding Of(ConnectorFinding connector) => (standing, connector) switch
    {
        (ServerStanding.NoneKnown, { Problem: { } problem }) => Finding.Fail($"connector {connector.Name}", problem),
        (ServerStanding.NoneKnown, _) => Finding.Pass($"connector {connector.Name}", "Valid, and it can be connected to."),
        (_, { Problem: { } problem }) => Finding.Warn($"connector {connector.Name} from here", $"By this terminal's file: {problem}"),
        _ => Finding.Pass($"connector {connector.Name} from here", "By this terminal's file it is valid, and can be connected to."),
    };
}

/// <summary>What a command knows of a server that runs.</summary>
internal enum ServerStanding
{
    NoneKnown,
    NotAsked,
    Asked,
}
