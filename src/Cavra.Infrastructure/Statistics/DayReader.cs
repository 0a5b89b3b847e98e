using System.Buffers.Binary;
using System.Text.Json;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Infrastructure.Statistics;

/// <summary>Reads <c>DayFacts.sql</c> for the caller's workspace.</summary>
internal sealed class DayReader(NpgsqlDataSource source, Call call) : IDayReader
{
    private static readonly string Statement = EmbeddedSql.Read("DayFacts.sql");

    public async Task<DayFacts> ReadAsync(DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Statement);
        command.Parameters.AddWithValue("workspace", call.Workspace.Value);
        command.Parameters.AddWithValue("since", since);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("first_attempt", LowestIdAt(since));
        var document = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        return JsonSerializer.Deserialize<DayFacts>(document, WireJson.Options)!;
    }

    /// <summary>Before every id that was made at the instant or later: a version-7 UUID begins with 48 bits of milliseconds.</summary>
    private static Guid LowestIdAt(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, instant.ToUnixTimeMilliseconds() << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
