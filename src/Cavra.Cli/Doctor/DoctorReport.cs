using Cavra.Api;
using Cavra.Cli.Databases;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Delivery;
using Cavra.Infrastructure.EmbeddedPostgres;
using Microsoft.Extensions.Logging;

namespace Cavra.Cli.Doctor;

/// <summary>One look at an instance, from its files to its database and its ways out.</summary>
internal sealed class DoctorReport(string dataDirectory, Uri? server, Terminal terminal)
{
    // Services can be put together without a database; nothing is opened until it is used.
    private const string NoDatabase = "Host=/nowhere";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) =>
    [
        .. DataDirectoryCheck.Look(dataDirectory),
        .. await LookAtDatabaseAsync(cancellationToken),
        .. await LookAtConfigurationAsync(cancellationToken),
        .. await LookAtServerAsync(cancellationToken),
    ];

    private async Task<IReadOnlyList<Finding>> LookAtDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAtDatabaseItselfAsync(cancellationToken);
        }
        catch (InvalidSettingsException invalid)
        {
            return [.. invalid.Problems.Select(problem => Finding.Fail("database", problem))];
        }
    }

    private async Task<IReadOnlyList<Finding>> LookAtDatabaseItselfAsync(CancellationToken cancellationToken)
    {
        if (terminal.Variable(InstanceDatabase.Variable) is null && !Directory.Exists(Path.Combine(dataDirectory, "postgres")))
        {
            return [Finding.Pass("database", "Not made yet: cavra api makes an embedded one on its first start.")];
        }

        var opened = await InstanceDatabase.OpenAsync(dataDirectory, terminal, cancellationToken);
        if (opened.Refusal is { } refusal)
        {
            return refusal.Code == EmbeddedPostgresRefusals.InUse.Code
                ? [Finding.Pass("database", "A running Cavra holds the embedded database. Ask it with --server.")]
                : [Finding.Fail("database", refusal.Message)];
        }

        await using var database = opened.Value;
        return await DatabaseCheck.LookAsync(database.ConnectionString, cancellationToken);
    }

    private static async Task<IReadOnlyList<Finding>> LookAtConfigurationAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var host = ApiHost.Build([], NoDatabase, builder => builder.Logging.ClearProviders());
            var connectors = await ConnectorReach.LookAsync(host.Services, cancellationToken);
            return
            [
                Finding.Pass("configuration", "Every setting is valid."),
                .. connectors.Count == 0 ? [Finding.Warn("connectors", "None is configured: set CAVRA_CONNECTOR_CONFIG.")] : Findings(connectors),
            ];
        }
        catch (InvalidSettingsException invalid)
        {
            return [.. invalid.Problems.Select(problem => Finding.Fail("configuration", problem))];
        }
    }

    private static IEnumerable<Finding> Findings(IEnumerable<ConnectorFinding> connectors) =>
        connectors.Select(connector => connector.Problem is { } problem
            ? Finding.Fail($"connector {connector.Name}", problem)
            : Finding.Pass($"connector {connector.Name}", "Valid, and it can be connected to."));

    private async Task<IReadOnlyList<Finding>> LookAtServerAsync(CancellationToken cancellationToken)
    {
        if (server is null)
        {
            return [];
        }

        using var client = new ServerClient(server, key: null);
        var reply = await client.GetAsync(WirePaths.Ready, cancellationToken);
        if (reply.Failure is { } failure)
        {
            return [Finding.Fail("server", failure)];
        }

        var checks = reply.Json?["checks"]?.AsArray() ?? [];
        return
        [
            reply.IsDocument ? Finding.Pass("server", "It is ready.") : Finding.Fail("server", "It is not ready."),
            .. from check in checks
               where check?["status"]?.ToString() is not "pass"
               select Finding.Fail($"server {check["id"]}", $"{check["message"]}"),
        ];
    }
}
