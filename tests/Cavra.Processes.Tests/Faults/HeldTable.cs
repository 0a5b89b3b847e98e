using Cavra.Testing;
using Npgsql;

namespace Cavra.Processes.Tests.Faults;

/// <summary>Lets everybody read tables and nobody write to them, so that a test knows exactly how far others have come.</summary>
internal sealed class HeldTable : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly NpgsqlConnection _connection;

    private HeldTable(TestDatabase database, NpgsqlConnection connection) => (_database, _connection) = (database, connection);

    public static async Task<HeldTable> TakeAsync(TestDatabase database, string tables)
    {
        var connection = await database.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {tables} IN EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return new HeldTable(database, connection);
    }

    /// <summary>Returns when that many wait for this, or for each other.</summary>
    public Task AwaitedByAsync(int waiting) => _database.LocksAwaitedAsync(waiting);

    /// <summary>Lets them go on.</summary>
    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
