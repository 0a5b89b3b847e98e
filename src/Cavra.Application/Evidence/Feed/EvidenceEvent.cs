using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Feed;

namespace Cavra.Application.Evidence.Feed;

/// <summary>What a stream of events says of an entry: enough to know what to read anew. It has a sequence once the log has taken it in.</summary>
public sealed record EvidenceEvent(
    EvidenceId EvidenceId, string? MetadataKind, string Action, string Outcome, string? ResourceId, string? ResourceType, string Actor,
    DateTimeOffset CreatedAt, long? Sequence)
{
    public static EvidenceEvent Of(FeedEntry entry) => new(
        entry.Id, entry.Kind, entry.Action, entry.Outcome, entry.ResourceId, entry.ResourceType, entry.Actor, entry.CreatedAt, entry.Index);
}
