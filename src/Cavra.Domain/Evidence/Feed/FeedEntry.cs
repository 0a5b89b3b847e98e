namespace Cavra.Domain.Evidence.Feed;

/// <summary>What is told of a committed entry. It has an index once the log has taken it in.</summary>
public sealed record FeedEntry(
    EvidenceId Id, long? Index, string? Kind, string Action, string Outcome, string? ResourceType, string? ResourceId, string Actor,
    DateTimeOffset CreatedAt)
{
    public FeedMark Mark { get; } = FeedMark.Of(Id);
}
