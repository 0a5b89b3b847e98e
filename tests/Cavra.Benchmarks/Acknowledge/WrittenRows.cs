using Cavra.Domain.Evidence;
using Npgsql;

namespace Cavra.Benchmarks.Acknowledge;

/// <summary>Everything that one acknowledgement writes, read from the one that Cavra has given.</summary>
/// <param name="Acknowledgement">The answer to the plan.</param>
/// <param name="Gate">The gate that the destination passed.</param>
/// <param name="Entry">The evidence. What triggers write after it, they write for everybody.</param>
/// <param name="Destination">Its review is what changed.</param>
internal sealed record WrittenRows(WrittenRow Acknowledgement, WrittenRow Gate, WrittenRow Entry, WrittenRow Destination)
{
    public static async Task<WrittenRows> ReadAsync(NpgsqlDataSource database) => new(
        await WrittenRow.ReadAsync(database, "retry_acknowledgements"),
        await WrittenRow.ReadAsync(database, "gates_passed"),
        await WrittenRow.ReadAsync(database, "evidence_entries", $"kind = '{WireNames.RetryAcknowledgementKind}'"),
        await WrittenRow.ReadAsync(database, "destinations", "review IS NOT NULL"));
}
