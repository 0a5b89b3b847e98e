using Npgsql;

namespace Cavra.Api.Tests.Support;

/// <summary>A database of one fixture.</summary>
internal sealed class TestDatabase(TestServer server, string name) : IAsyncDisposable
{
    public string ConnectionString { get; } = server.ConnectionTo(name);

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await server.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
    }
}
