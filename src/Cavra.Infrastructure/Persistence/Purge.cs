using Cavra.Application.Access;
using Cavra.Application.Ports;
using Npgsql;

namespace Cavra.Infrastructure.Persistence;

/// <summary>Removes by the place of the row: what is to go is found by the index in the order of time, and read once.</summary>
internal sealed class Purge(NpgsqlDataSource source, Call call) : IPurge
{
    private const string IdempotencyRecords =
        """
        DELETE FROM idempotency_records
        WHERE workspace_id = @workspace AND ctid = ANY (ARRAY(
            SELECT ctid FROM idempotency_records
            WHERE workspace_id = @workspace AND created_at <= @until
            ORDER BY created_at LIMIT @most FOR UPDATE SKIP LOCKED))
        """;

    public async Task<int> IdempotencyRecordsAsync(DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(IdempotencyRecords);
        command.Parameters.AddWithValue("workspace", call.Workspace.Value);
        command.Parameters.AddWithValue("until", until);
        command.Parameters.AddWithValue("most", most);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
