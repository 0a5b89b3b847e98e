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

    /// <summary>Since when it stands still although entries await it; null while it does not.</summary>
    public DateTimeOffset? UnsignedSince { get; init; }

    /// <summary>Why; null while it does not.</summary>
    public LogStop? StoppedFor { get; init; }

    /// <summary>How many signing keys there were, old ones included, when it was signed last: with more, it is signed anew.</summary>
    public int KnownKeys { get; init; }
}
