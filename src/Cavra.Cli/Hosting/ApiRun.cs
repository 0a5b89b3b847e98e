using Cavra.Api;
using Cavra.Api.Hosting;
using Cavra.Cli.Databases;
using Cavra.Cli.Terminals;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Evidence.Log;
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
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = urls,
            [LogKeyDirectory.Variable] = LogKeyDirectory.Beside(dataDirectory),
            [LogMemoryDirectory.Variable] = LogMemoryDirectory.Beside(dataDirectory),
        };
        try
        {
            var made = terminal.Variable(InstanceDatabase.Variable) is null ? dataDirectory : null;
            if (await new StartChecks(urls, made, settings).FindAsync() is { } inTheWay)
            {
                terminal.Fail(inTheWay.Why);
                return inTheWay.ExitCode;
            }

            await using var database = await InstanceDatabase.OpenOrSayAsync(dataDirectory, terminal, cancellationToken);
            if (database is null)
            {
                return ExitCode.Unreachable;
            }

            await using var app = ApiHost.Build([], database.ConnectionString, settings: settings);
            var migrator = app.Services.GetRequiredService<Migrator>();
            return await Schema.IsCurrentAsync(migrator, database.IsEmbedded, terminal, cancellationToken)
                ? await ServeAsync(app, database, cancellationToken)
                : ExitCode.Unreachable;
        }
        catch (Exception failure) when (StartFailure.Of(failure) is { } known)
        {
            terminal.Fail(known.Why);
            return known.ExitCode;
        }
    }

    private async Task<int> ServeAsync(WebApplication app, InstanceDatabase database, CancellationToken cancellationToken)
    {
        var keyFile = await app.PrepareAsync(dataDirectory, cancellationToken);
        var oneTime = keyFile is null ? null : await app.SignInAdministratorAsync(Workspace.DefaultName, cancellationToken);
        await app.StartAsync(cancellationToken);
        using var running = app.ServesConsole() ? RunningServer.Record(dataDirectory, app.ApiAddresses()) : null;
        new Welcome(terminal).Print(new Started(
            app.ApiAddresses(), dataDirectory, keyFile, oneTime, app.ServesConsole(), database.IsEmbedded)
        {
            Monitoring = app.MonitoringAddresses(),
        });
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Fine;
    }
}
