using Cavra.Application.Access;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log.Timestamps;

/// <summary>What is stored of the time-stamps of the caller's workspace. Each statement is a transaction of its own.</summary>
internal sealed class TimestampRows(NpgsqlDataSource source, Call call, TimeProvider clock)
{
    private static readonly string Last = EmbeddedSql.Read("LastTimestamp.sql");

    private static readonly string Keeping = EmbeddedSql.Read("KeepTimestamp.sql");

    private static readonly string Failing = EmbeddedSql.Read("KeepTimestampFailure.sql");

    /// <summary>The newest checkpoint where it is to be stamped; null where it is not, or there is none.</summary>
    public async Task<(long Size, string Note)?> DueAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(Last);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
        {
            return null;
        }

        var size = rows.GetInt64(0);
        var isDue = rows.IsDBNull(2)
            ? TimestampPace.IsDue(size, lastSize: null, lastAt: null, clock.GetUtcNow())
            : TimestampPace.IsDue(size, rows.GetInt64(2), rows.GetFieldValue<DateTimeOffset>(3), clock.GetUtcNow());
        return isDue ? (size, rows.GetString(1)) : null;
    }

    public async Task KeepAsync(long size, byte[] token, DateTimeOffset stampedAt, string authority, CancellationToken cancellationToken)
    {
        await using var command = Command(Keeping);
        command.Parameters.AddWithValue("size", size);
        command.Parameters.AddWithValue("token", token);
        command.Parameters.AddWithValue("stamped_at", stampedAt.ToUniversalTime());
        command.Parameters.AddWithValue("authority", authority);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Whether the authority was well before.</returns>
    public async Task<bool> KeepAsync(TimestampFailure failure, CancellationToken cancellationToken)
    {
        await using var command = Command(Failing);
        command.Parameters.AddWithValue("error", WireName.Of(failure));
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue("workspace", call.Workspace.Value);
        return command;
    }
}
