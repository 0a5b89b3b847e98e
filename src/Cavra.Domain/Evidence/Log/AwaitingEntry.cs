using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>That an entry awaits the log. Written by the database with the entry, removed when the log takes it in.</summary>
public sealed class AwaitingEntry
{
    private AwaitingEntry()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required EvidenceId EntryId { get; init; }
}
