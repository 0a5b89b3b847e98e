using Cavra.Domain.Access;
using Npgsql;

namespace Cavra.Testing;

/// <summary>
/// Views under the tables' own names that show the rows of one workspace. With them in its search path, a test that shares its
/// database counts what its own workspace has.
/// </summary>
internal static class OneWorkspace
{
    private const string Schema = "one_workspace";

    private const string Setting = "cavra.workspace";

    // In the order in which they were written: where rows of several connections lie in a table of many pages tells nothing.
    private const string Views =
        $"""
        CREATE SCHEMA {Schema};
        DO $$
        DECLARE made text;
        BEGIN
          FOR made IN
            SELECT format(
              'CREATE VIEW {Schema}.%I AS SELECT *, xmin, cmin FROM public.%I WHERE %I = current_setting(''{Setting}'')::uuid '
                || 'ORDER BY xmin::text::bigint, cmin::text::bigint',
              c.table_name, c.table_name, c.column_name)
            FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
            WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
              AND NOT (SELECT relispartition FROM pg_class WHERE oid = format('public.%I', c.table_name)::regclass)
              AND (c.column_name = 'workspace_id' OR c.table_name = 'workspaces' AND c.column_name = 'id')
          LOOP
            EXECUTE made;
          END LOOP;
        END $$
        """;

    /// <summary>Makes the views in a database that has the newest schema.</summary>
    public static async Task MakeViewsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(Views);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A connection that sees one workspace only.</summary>
    public static NpgsqlConnectionStringBuilder Narrow(string connectionString, WorkspaceId workspace) => new(connectionString)
    {
        SearchPath = $"{Schema},public",
        Options = $"-c {Setting}={workspace.Value}",
    };
}
