using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>A checkpoint that was signed.</summary>
public sealed class StoredCheckpoint
{
    private StoredCheckpoint()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>Entries it is over.</summary>
    public required long Size { get; init; }

    /// <summary>How often it was signed anew because there was another key; 0 the first time.</summary>
    public int Renewal { get; init; }

    /// <summary>The signed note, whole.</summary>
    public required string Note { get; init; }

    public required DateTimeOffset SignedAt { get; init; }
}
