using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>A tile of the log's hashes as it is stored: the rightmost of a level grows, the others never change.</summary>
public sealed class StoredTile
{
    private StoredTile()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required int Level { get; init; }

    public required long Index { get; init; }

    /// <summary>32 bytes a hash, 1 to 256 of them.</summary>
    public required byte[] Hashes { get; init; }
}
