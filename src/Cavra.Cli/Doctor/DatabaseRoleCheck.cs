using Npgsql;

namespace Cavra.Cli.Doctor;

/// <summary>Looks at what the role may that Cavra serves by: it should own nothing, and should not be able to change evidence.</summary>
internal static class DatabaseRoleCheck
{
    private const string Check = "database role";

    private const string HowTo = "docs/operations.md, \"A database of your own\"";

    // What the privileges in docs/operations.md leave to the service; everything else is kept.
    private const string Look =
        """
        SELECT current_user::text,
            (SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user),
            coalesce((SELECT string_agg(name, ', ') FROM tables WHERE is_owned), ''),
            coalesce((SELECT string_agg(name, ', ') FROM tables WHERE NOT may_read), ''),
            coalesce((SELECT string_agg(name, ', ') FROM tables WHERE may_empty
                OR (may_delete AND name NOT IN ('idempotency_records', 'console_sessions', 'sign_in_links', 'log_awaiting', 'attempts'))
                OR (may_update AND name IN ('evidence_entries', 'evidence_documents', 'evidence_terms', 'log_entries', 'log_checkpoints', 'gates_passed',
                    'audit_packages', 'drills', 'notification_acknowledgements', 'retry_acknowledgements',
                    'health_alert_acknowledgements'))), '')
        """;

    private const string Tables =
        """
        WITH tables AS (
            SELECT relname::text AS name, pg_has_role(relowner, 'MEMBER') AS is_owned, has_table_privilege(oid, 'SELECT') AS may_read,
                has_table_privilege(oid, 'DELETE') AS may_delete, has_table_privilege(oid, 'TRUNCATE') AS may_empty,
                has_any_column_privilege(oid, 'UPDATE') AS may_update
            FROM pg_class WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname)
        """;

    public static async Task<IReadOnlyList<DoctorFinding>> LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{Tables} {Look}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (role, owned, unread, changeable) = (reader.GetString(0), reader.GetString(2), reader.GetString(3), reader.GetString(4));
        return
        [
            reader.GetBoolean(1)
                ? DoctorFinding.Warn(Check, $"{role} is a superuser, or may make roles or databases. Serve as a role that may not: {HowTo}.")
                : owned.Length > 0
                    ? DoctorFinding.Warn(Check, $"{role} owns tables ({Shortened(owned)}). Migrate as it, and serve as another role: {HowTo}.")
                    : DoctorFinding.Pass(Check, $"{role} is no superuser and owns no table."),
            unread.Length > 0
                ? DoctorFinding.Fail("database privileges", $"{role} may not read {Shortened(unread)}. Grant it as the owner: {HowTo}.")
                : changeable.Length > 0
                    ? DoctorFinding.Warn("database privileges", $"{role} may change or delete what is kept ({Shortened(changeable)}). Revoke it as the owner, after each migration: {HowTo}.")
                    : DoctorFinding.Pass("database privileges", $"{role} may change no evidence, and delete nothing that is kept."),
        ];
    }

    private static string Shortened(string tables) => tables.Split(", ") is { Length: > 3 } many
        ? $"{string.Join(", ", many[..3])} and {many.Length - 3} more"
        : tables;
}
