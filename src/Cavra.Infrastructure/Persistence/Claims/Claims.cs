using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Cavra.Infrastructure.Persistence.Claims;

/// <summary>Locks rows in a transaction that ends when the context saves or discards.</summary>
internal sealed class Claims(CavraDbContext db, Call call) : IClaims
{
    public async Task WorkspaceAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT FROM workspaces WHERE id = {call.Workspace.Value} FOR UPDATE", cancellationToken);
    }

    public async Task<IReadOnlyList<Destination>> DueAsync(
        IReadOnlyCollection<string> open, DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        await LockAsync<Destination>(
            ClaimStatements.DueDestinations, cancellationToken, Named("open", open.ToArray()), Named("now", now), Named("max", max));

    public async Task<IReadOnlyList<Destination>> LeftBehindAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        await LockAsync<Destination>(
            ClaimStatements.LeftBehindDestinations, cancellationToken, Named("now", now), Named("max", max));

    public async Task<IReadOnlyList<Destination>> HeldAsync(string connector, CancellationToken cancellationToken) =>
        await LockAsync<Destination>(ClaimStatements.HeldDestinations, cancellationToken, Named("connector", connector));

    public async Task<IReadOnlyDictionary<string, ConnectorState>> ConnectorsAsync(
        IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var wanted = names.Distinct().ToArray();
        var known = await LockAsync<ConnectorState>(ClaimStatements.ConnectorStates, cancellationToken, Named("names", wanted));
        if (known.Count < wanted.Length)
        {
            await db.Database.ExecuteSqlRawAsync(
                ClaimStatements.NewConnectorStates, [Workspace(), Named("names", wanted), Named("closed", WireJson.Serialize(CircuitBreaker.Closed))], cancellationToken);
            known = await LockAsync<ConnectorState>(ClaimStatements.ConnectorStates, cancellationToken, Named("names", wanted));
        }

        return known.ToDictionary(state => state.Name);
    }

    // The statements name the workspace themselves; a filter around them would keep them from locking.
    private async Task<List<T>> LockAsync<T>(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
        where T : class
    {
        await BeginAsync(cancellationToken);
        return await db.Set<T>().FromSqlRaw(sql, [Workspace(), .. parameters]).IgnoreQueryFilters().ToListAsync(cancellationToken);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            await db.Database.BeginTransactionAsync(cancellationToken);
        }
    }

    private NpgsqlParameter Workspace() => Named("workspace", call.Workspace.Value);

    private static NpgsqlParameter Named(string name, object value) => value is DateTimeOffset instant
        ? new NpgsqlParameter(name, NpgsqlDbType.TimestampTz) { Value = instant.ToUniversalTime() }
        : new NpgsqlParameter(name, value);
}
