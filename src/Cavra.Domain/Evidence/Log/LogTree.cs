using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>How far a workspace's log has grown.</summary>
public sealed class LogTree
{
    private LogTree()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>Entries taken in; the next one gets this index.</summary>
    public required long Size { get; init; }

    /// <summary>Since when entries await it for want of a signing key; null while they do not.</summary>
    public DateTimeOffset? UnsignedSince { get; init; }
}
