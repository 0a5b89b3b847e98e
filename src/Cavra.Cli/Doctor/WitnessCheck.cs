using Npgsql;

namespace Cavra.Cli.Doctor;

/// <summary>Looks for witnesses that have not cosigned a log for long.</summary>
internal static class WitnessCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private const string Look =
        """
        SELECT witness.name, count(*), min(witness.failing_since), min(witness.last_error)
        FROM workspaces AS workspace JOIN log_witnesses AS witness ON witness.workspace_id = workspace.id
        WHERE witness.failing_since < @since
        GROUP BY witness.name ORDER BY witness.name
        """;

    /// <summary>One warning for each; none where the table can't be read, which other looks say.</summary>
    public static async Task<IReadOnlyList<DoctorFinding>> LookAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await CanReadAsync(connection, cancellationToken))
        {
            return [];
        }

        await using var command = new NpgsqlCommand(Look, connection);
        command.Parameters.AddWithValue("since", now - Patience);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var failing = new List<DoctorFinding>();
        while (await rows.ReadAsync(cancellationToken))
        {
            failing.Add(DoctorFinding.Warn(
                "witness", $"{rows.GetString(0)} has not cosigned {rows.GetInt64(1)} logs since {rows.GetDateTime(2):yyyy-MM-dd'T'HH:mm:ss'Z'} ({rows.GetString(3)}): docs/operations.md, \"Witnesses\"."));
        }

        return failing;
    }

    private static async Task<bool> CanReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT coalesce(has_table_privilege(to_regclass('public.log_witnesses'), 'SELECT') AND has_table_privilege(to_regclass('public.workspaces'), 'SELECT'), false)",
            connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
