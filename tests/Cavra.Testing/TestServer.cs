using Npgsql;

namespace Cavra.Testing;

/// <summary>A running PostgreSQL that databases can be made in, and how to stop it.</summary>
internal sealed class TestServer(string description, string connectionString, Func<ValueTask> stop) : IAsyncDisposable
{
    // Several fixtures share the server's connections.
    private const int ConnectionsPerDatabase = 40;

    public string Description { get; } = description;

    public string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, MaxPoolSize = ConnectionsPerDatabase }.ConnectionString;

    public async Task ExecuteAsync(string sql)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => stop();
}
