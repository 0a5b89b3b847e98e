using Cavra.Api;
using Cavra.Application.Ports;
using Cavra.Cli.Databases;
using Cavra.Cli.Terminals;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cavra.Cli.Hosting;

/// <summary>One run of the service, from an empty directory or an old one to its end.</summary>
internal sealed class ApiRun(string urls, string dataDirectory, Terminal terminal)
{
    /// <summary>Serves until told to stop, and answers the exit code.</summary>
    /// <param name="cancellationToken">Tells it to stop.</param>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await InstanceDatabase.OpenAsync(dataDirectory, terminal, cancellationToken);
        if (database is null)
        {
            return ExitCode.Unreachable;
        }

        try
        {
            await using var app = ApiHost.Build([], database.ConnectionString, settings: new Dictionary<string, string?> { ["urls"] = urls });
            return await PrepareAsync(app, database, cancellationToken) ?? await ServeAsync(app, database, cancellationToken);
        }
        catch (Exception failure) when (StartFailure.Of(failure) is { } known)
        {
            terminal.Fail(known.Why);
            return known.ExitCode;
        }
    }

    /// <returns>The exit code of a start that must not go on; null when all is ready.</returns>
    private async Task<int?> PrepareAsync(WebApplication app, InstanceDatabase database, CancellationToken cancellationToken)
    {
        if (app.Services.GetRequiredService<IConnectorCatalog>().StartFailure is { } unreadable)
        {
            terminal.Fail($"The connector file cannot be used. {unreadable}");
            return ExitCode.Usage;
        }

        var migrator = app.Services.GetRequiredService<Migrator>();
        return await Schema.IsCurrentAsync(migrator, database.IsEmbedded, terminal, cancellationToken) ? null : ExitCode.Refused;
    }

    private async Task<int> ServeAsync(WebApplication app, InstanceDatabase database, CancellationToken cancellationToken)
    {
        var keyFile = await app.Services.GetRequiredService<FirstStart>().PrepareAsync(dataDirectory, cancellationToken);
        await app.StartAsync(cancellationToken);
        new Welcome(terminal).Print([.. app.Urls], keyFile, Path.Combine(dataDirectory, "admin.key"), database.IsEmbedded);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Fine;
    }
}
