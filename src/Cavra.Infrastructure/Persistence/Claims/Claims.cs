using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Cavra.Infrastructure.Persistence.Claims;

/// <summary>Locks rows in a transaction that ends when the context saves or discards.</summary>
internal sealed partial class Claims(CavraDbContext db, Call call) : IClaims
{
    private static readonly string LeftBehindDestinations = EmbeddedSql.Read("LeftBehindDestinations.sql");

    private static readonly string UnconfirmedDestinations = EmbeddedSql.Read("UnconfirmedDestinations.sql");

    private static readonly string HeldDestinations = EmbeddedSql.Read("HeldDestinations.sql");

    private static readonly string Destinations = EmbeddedSql.Read("Destinations.sql");

    private static readonly string OpenApprovals = EmbeddedSql.Read("OpenApprovals.sql");

    private static readonly string ConnectorStates = EmbeddedSql.Read("ConnectorStates.sql");

    private static readonly string NewConnectorStates = EmbeddedSql.Read("NewConnectorStates.sql");

    // What this transaction knows: a turn with many events asks for the same connectors again with each.
    private KnownConnectors? _locked;

    private KnownConnectors? _toUse;

    public async Task WorkspaceAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT FROM workspaces WHERE id = {call.Workspace.Value} FOR UPDATE", cancellationToken);
    }

    public async Task<IReadOnlyList<Destination>> LeftBehindAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        await LockAsync<Destination>(
            LeftBehindDestinations, cancellationToken, Named("now", now), Named("max", max));

    public async Task<IReadOnlyList<Destination>> ToConfirmAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        await LockAsync<Destination>(UnconfirmedDestinations, cancellationToken, Named("now", now), Named("max", max));

    public async Task<IReadOnlyList<Destination>> HeldAsync(string connector, CancellationToken cancellationToken) =>
        await LockAsync<Destination>(HeldDestinations, cancellationToken, Named("connector", connector));

    public async Task<IReadOnlyList<Destination>> DestinationsAsync(IEnumerable<DestinationId> ids, CancellationToken cancellationToken) =>
        await LockAsync<Destination>(Destinations, cancellationToken, Named("ids", ids.Select(id => id.Value).ToArray()));

    public async Task<IReadOnlyList<Approval>> OpenApprovalsAsync(
        IEnumerable<DestinationId> destinations, CancellationToken cancellationToken) =>
        await LockAsync<Approval>(OpenApprovals, cancellationToken, Named("destinations", destinations.Select(id => id.Value).ToArray()));

    public async Task<IReadOnlyDictionary<string, ConnectorState>> ConnectorsToUseAsync(
        IEnumerable<string> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wanted = names.Distinct().ToArray();
        if (_toUse?.Of(wanted, db.Database.CurrentTransaction) is { } known)
        {
            return known;
        }

        await BeginAsync(cancellationToken);
        var states = await db.ConnectorStates.AsNoTracking().Where(state => wanted.Contains(state.Name)).ToListAsync(cancellationToken);
        var usable = states.Where(state => state.IsClear(now)).ToDictionary(state => state.Name);
        var others = wanted.Where(name => !usable.ContainsKey(name)).ToList();
        if (others.Count > 0)
        {
            foreach (var (name, state) in await ConnectorsAsync(others, cancellationToken))
            {
                usable[name] = state;
            }
        }

        _toUse = new KnownConnectors(db.Database.CurrentTransaction!, usable);
        return usable;
    }

    public async Task<IReadOnlyDictionary<string, ConnectorState>> ConnectorsAsync(
        IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var wanted = names.Distinct().ToArray();
        if (_locked?.Of(wanted, db.Database.CurrentTransaction) is { } held)
        {
            return held;
        }

        var known = await LockAsync<ConnectorState>(ConnectorStates, cancellationToken, Named("names", wanted));
        if (known.Count < wanted.Length)
        {
            await db.Database.ExecuteSqlRawAsync(
                NewConnectorStates, [Workspace(), Named("names", wanted), Named("closed", WireJson.Serialize(CircuitBreaker.Closed))], cancellationToken);
            known = await LockAsync<ConnectorState>(ConnectorStates, cancellationToken, Named("names", wanted));
        }

        var states = known.ToDictionary(state => state.Name);
        _locked = new KnownConnectors(db.Database.CurrentTransaction!, states);
        return states;
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

    private sealed record KnownConnectors(IDbContextTransaction Within, Dictionary<string, ConnectorState> States)
    {
        /// <summary>Null unless all of them are known within this transaction.</summary>
        public Dictionary<string, ConnectorState>? Of(string[] names, IDbContextTransaction? transaction) =>
            Within == transaction && names.All(States.ContainsKey) ? names.ToDictionary(name => name, name => States[name]) : null;
    }
}
