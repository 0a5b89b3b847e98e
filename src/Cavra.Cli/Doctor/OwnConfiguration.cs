using Cavra.Api;
using Cavra.Infrastructure.Access.Identity;
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

    public async Task<IReadOnlyList<DoctorFinding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var host = ApiHost.Build([], NoDatabase, builder => builder.Logging.ClearProviders());
            var issuers = await IssuerReach.LookAsync(host.Services, cancellationToken);
            var connectors = await ConnectorReach.LookAsync(host.Services, cancellationToken);
            return
            [
                DoctorFinding.Pass("configuration", standing is ServerStanding.NoneKnown
                    ? "Every setting is valid."
                    : "Every setting of this terminal is valid; the server has its own."),
                .. issuers.Select(Of),
                .. connectors.Count == 0 ? NoConnectors() : connectors.Select(Of),
            ];
        }
        catch (InvalidSettingsException invalid)
        {
            return [.. invalid.Problems.Select(problem => standing is ServerStanding.NoneKnown
                ? DoctorFinding.Fail("configuration", problem)
                : DoctorFinding.Warn("configuration", $"In this terminal, not in the server: {problem}"))];
        }
    }

    private DoctorFinding[] NoConnectors() => standing switch
    {
        ServerStanding.Asked => [],
        ServerStanding.NotAsked =>
            [DoctorFinding.Warn("connectors", "None is configured in this terminal; the Cavra that runs could not be asked for its own.")],
        _ => [DoctorFinding.Warn("connectors", "None is configured: set CAVRA_CONNECTOR_CONFIG.")],
    };

    private DoctorFinding Of(IssuerReachResult issuer) => (standing, issuer.Problem) switch
    {
        (_, null) => DoctorFinding.Pass($"issuer {issuer.Name}", "It tells of itself and of its keys."),
        (ServerStanding.NoneKnown, { } problem) => DoctorFinding.Fail($"issuer {issuer.Name}", NotAsked(problem)),
        (_, { } problem) => DoctorFinding.Warn($"issuer {issuer.Name} from here", NotAsked(problem)),
    };

    private static string NotAsked(string problem) =>
        $"Its tokens can't be checked: {problem}. Look at its authority, allow_networks and ca_file in the identity file.";

    private DoctorFinding Of(ConnectorReachResult connector)
    {
        // A place beside the connector's own endpoint goes by the member that names it.
        var (name, well) = connector.Member is { } member
            ? ($"connector {connector.Name} {member}", "can be connected to")
            : ($"connector {connector.Name}", "is valid, and can be connected to");
        return (standing, connector.Problem) switch
        {
            (ServerStanding.NoneKnown, { } problem) => DoctorFinding.Fail(name, problem),
            (ServerStanding.NoneKnown, null) => DoctorFinding.Pass(name, $"It {well}."),
            (_, { } problem) => DoctorFinding.Warn($"{name} from here", $"By this terminal's file: {problem}"),
            (_, null) => DoctorFinding.Pass($"{name} from here", $"By this terminal's file it {well}."),
        };
    }
}

/// <summary>What a command knows of a server that runs.</summary>
internal enum ServerStanding
{
    NoneKnown,
    NotAsked,
    Asked,
}
