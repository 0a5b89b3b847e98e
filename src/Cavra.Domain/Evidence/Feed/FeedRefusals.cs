using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence.Feed;

/// <summary>Why somebody is not told of entries.</summary>
public static class FeedRefusals
{
    public static readonly Refusal PositionUnreadable = new(
        RefusalKind.Invalid, "events.position_unreadable", "Last-Event-ID is no id of an event: leave it out to be told of what comes next.");
}
