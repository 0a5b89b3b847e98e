using System.Security.Authentication;
using Cavra.Api;
using Cavra.Application.Messaging;
using Cavra.Cli.Terminals;
using Cavra.Domain.Abstractions;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cavra.Cli.Databases;

/// <summary>The instance without its server: its database and its use cases, for commands run on its machine.</summary>
internal sealed class LocalInstance : IAsyncDisposable
{
    private readonly InstanceDatabase _database;
    private readonly WebApplication _host;

    private LocalInstance(InstanceDatabase database, WebApplication host) => (_database, _host) = (database, host);

    /// <summary>Opens it and acts on it; what keeps it from being used is printed and becomes the exit code.</summary>
    public static async Task<int> UseAsync(
        string dataDirectory, Terminal terminal, Func<LocalInstance, Task<int>> act, CancellationToken cancellationToken)
    {
        if (!InstanceDatabase.Exists(dataDirectory, terminal))
        {
            terminal.Fail($"There is no Cavra in {Path.GetFullPath(dataDirectory)}: cavra api makes one on its first start.");
            return ExitCode.Unreachable;
        }

        return await UseOrMakeAsync(dataDirectory, terminal, act, cancellationToken);
    }

    /// <summary>The same, where one is made if there is none.</summary>
    public static async Task<int> UseOrMakeAsync(
        string dataDirectory, Terminal terminal, Func<LocalInstance, Task<int>> act, CancellationToken cancellationToken)
    {
        await using var database = InstanceDatabase.OrSay(
            await InstanceDatabase.OpenOrJoinAsync(dataDirectory, terminal, cancellationToken), terminal);
        if (database is null)
        {
            return ExitCode.Unreachable;
        }

        var host = ApiHost.Build([], database.ConnectionString, builder => builder.Logging.ClearProviders(), new Dictionary<string, string?>
        {
            [LogKeyDirectory.Variable] = terminal.Variable(LogKeyDirectory.Variable) ?? Path.Combine(dataDirectory, LogKeyDirectory.DefaultName),
            [LogMemoryDirectory.Variable] = terminal.Variable(LogMemoryDirectory.Variable) ?? Path.Combine(dataDirectory, LogMemoryDirectory.DefaultName),
        });
        await using var instance = new LocalInstance(database, host);
        try
        {
            return await instance.IsCurrentAsync(terminal, cancellationToken) ? await act(instance) : ExitCode.Unreachable;
        }
        catch (Exception failure) when (DatabaseFailure.Of(failure) is { } why)
        {
            terminal.Fail(why);
            return ExitCode.Unreachable;
        }
    }

    /// <summary>Sends a request through the pipeline as the operator of this machine.</summary>
    public async Task<Result<TAnswer>> SendAsync<TAnswer>(IMessage<TAnswer> message, CancellationToken cancellationToken)
    {
        await using var scope = await _host.Services.GetRequiredService<MachineOperator>().ActAsync(cancellationToken);
        return await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(message, cancellationToken);
    }

    /// <summary>Holds the database to its log.</summary>
    public LogCheck LogCheck => _host.Services.GetRequiredService<LogCheck>();

    /// <summary>Lets this machine's worker go on with a log that was adopted.</summary>
    public LogAdopter LogAdopter => _host.Services.GetRequiredService<LogAdopter>();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<bool> IsCurrentAsync(Terminal terminal, CancellationToken cancellationToken) => Schema.IsCurrentAsync(
        _host.Services.GetRequiredService<Migrator>(), _database.IsEmbedded, terminal, cancellationToken);
}

/// <summary>Why the database can't be used, for a person. Server names and users stay out of it.</summary>
internal static class DatabaseFailure
{
    /// <summary>One sentence; null when the failure is not the database's.</summary>
    public static string? Of(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "The database refuses the user or the password.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "There is no such database on that server.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The database's user may not do this; migrations need the role that owns the tables.",
        NpgsqlException { InnerException: AuthenticationException } =>
            "No TLS with the database: its certificate is not trusted, or not for this name. SSL Mode and Root Certificate of the connection string say what is.",
        _ when DatabaseAway.Is(failure) => "The database does not answer.",
        NpgsqlException => "The database cannot be used.",
        _ => failure.InnerException is { } inner ? Of(inner) : null,
    };
}
