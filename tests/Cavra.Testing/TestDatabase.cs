using Cavra.Domain.Access;
using Npgsql;

namespace Cavra.Testing;

/// <summary>A database of one fixture, and the test's own connections to it; or what one workspace has in such a database.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The <c>application_name</c> of the test's own connections.</summary>
    public const string Looker = "cavra-test";

    private readonly Func<ValueTask> _drop;
    private WorkspaceId? _workspace;
    private bool _isGone;

    public TestDatabase(TestServer server, string name)
        : this(server.ConnectionTo(name), new NpgsqlConnectionStringBuilder(server.ConnectionTo(name)))
    {
        _drop = async () =>
        {
            await using (var connection = new NpgsqlConnection(ConnectionString))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            await server.DropAsync(name);
        };
    }

    private TestDatabase(string connectionString, NpgsqlConnectionStringBuilder own)
    {
        own.ApplicationName = Looker;
        (ConnectionString, Source, _drop) = (connectionString, NpgsqlDataSource.Create(own), () => ValueTask.CompletedTask);
    }

    /// <summary>For Cavra.</summary>
    public string ConnectionString { get; }

    /// <summary>For the test: one pool as long as the database lives.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>The same database, in which every statement of the test sees and changes the rows of one workspace only.</summary>
    public TestDatabase Of(WorkspaceId workspace, string name) => new(ConnectionString, OneWorkspace.Narrow(ConnectionString, workspace))
    {
        _workspace = workspace,
        WorkspaceName = name,
    };

    /// <summary>The name of the workspace that the database is narrowed to; else of the default one.</summary>
    public string WorkspaceName { get; private init; } = Workspace.DefaultName;

    /// <summary>The workspace that the database is narrowed to; else the default one.</summary>
    public async Task<WorkspaceId> WorkspaceAsync() =>
        _workspace ??= WorkspaceId.From(await ScalarAsync<Guid>("select id from workspaces where name = 'default'"));

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Nobody is connected any more, and nobody gets in.</summary>
    public Task TakeNobodyInAsync() => ExecuteAsync(
        "UPDATE pg_database SET datallowconn = false WHERE datname = current_database(); "
        + "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        // A test may give its database to somebody who disposes of it before the test does.
        if (!_isGone)
        {
            _isGone = true;
            await Source.DisposeAsync();
            await _drop();
        }
    }
}
