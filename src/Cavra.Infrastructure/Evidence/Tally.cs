using Cavra.Domain.Access;

namespace Cavra.Infrastructure.Evidence;

/// <summary>
/// How much one database connection has added to one number of a workspace. Written by the database alone; a row belongs to
/// one connection, so commands never wait for each other to count.
/// </summary>
internal sealed class Tally
{
    private Tally()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Metric { get; init; }

    /// <summary>The server process of the connection.</summary>
    public required int Backend { get; init; }

    public required long Value { get; init; }
}
