using Npgsql;

namespace Cavra.Testing;

/// <summary>A running PostgreSQL that databases can be made in, and how to stop it.</summary>
internal sealed class TestServer(string description, string connectionString, Func<ValueTask> stop) : IAsyncDisposable
{
    // Several fixtures share the server's connections.
    private const int ConnectionsPerDatabase = 40;

    public string Description { get; } = description;

    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Database = database,
        MaxPoolSize = ConnectionsPerDatabase,
        Timeout = (int)Patience.Hang.TotalSeconds,
        CommandTimeout = (int)Patience.Hang.TotalSeconds,
    }.ConnectionString;

    public async Task ExecuteAsync(string sql)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Timeout = (int)Patience.Hang.TotalSeconds,
            CommandTimeout = (int)Patience.Hang.TotalSeconds,
        };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Drops a database, whoever is still connected to it: PostgreSQL waits for them for five seconds only.</summary>
    public Task DropAsync(string database) => Eventually.HoldsAsync($"{database} is dropped", async () =>
    {
        try
        {
            await ExecuteAsync($"DROP DATABASE {database} WITH (FORCE)");
            return true;
        }
        catch (PostgresException inUse) when (inUse.SqlState is PostgresErrorCodes.ObjectInUse)
        {
            return false;
        }
    });

    public ValueTask DisposeAsync() => stop();
}
