using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence;

/// <summary>
/// The bytes of an entry, apart from what it is found by: entries are small and kept for ever, their bytes as long as the workspace's
/// policy says.
/// </summary>
public sealed class EntryDocument
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required EvidenceId EntryId { get; init; }

    /// <summary>The entry's public view in its RFC 8785 form.</summary>
    public required string Document { get; init; }
}
