using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>That the log has taken an entry in, and where.</summary>
public sealed class LoggedEntry
{
    private LoggedEntry()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>From 0, without a gap.</summary>
    public required long Index { get; init; }

    public required EvidenceId EntryId { get; init; }
}

/// <summary>That an entry awaits the log. Written by the database with the entry, removed when the log takes it in.</summary>
public sealed class AwaitingEntry
{
    private AwaitingEntry()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required EvidenceId EntryId { get; init; }
}
