using System.Text;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Feed;

namespace Cavra.Application.Evidence.Feed;

/// <summary>Writes events as a <c>text/event-stream</c> has them.</summary>
public static class EventText
{
    /// <summary>Has a client try again after 2 seconds when the connection is lost.</summary>
    public static ReadOnlyMemory<byte> Beginning { get; } = "retry: 2000\n\n"u8.ToArray();

    /// <summary>A comment: the connection lives.</summary>
    public static ReadOnlyMemory<byte> Heartbeat { get; } = ": still here\n\n"u8.ToArray();

    /// <summary>A position alone: a client remembers it, and is told of nothing.</summary>
    public static ReadOnlyMemory<byte> Of(FeedPosition position) => Encoding.UTF8.GetBytes($"id: {position}\n\n");

    public static ReadOnlyMemory<byte> Of(FeedStep step)
    {
        var text = new StringBuilder();
        if (step.IsReset)
        {
            Append(text, step.Position, "reset", "{}");
        }

        foreach (var item in step.Items)
        {
            Append(text, item.Position, "entry", WireJson.Serialize(EvidenceEvent.Of(item.Entry)));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, FeedPosition position, string name, string data) =>
        text.Append("id: ").Append(position).Append("\nevent: ").Append(name).Append("\ndata: ").Append(data).Append("\n\n");
}

/// <summary>What a stream of events says of an entry: enough to know what to read anew. It has a sequence once the log has taken it in.</summary>
public sealed record EvidenceEvent(
    EvidenceId EvidenceId, string? MetadataKind, string Action, string Outcome, string? ResourceId, string? ResourceType, string Actor,
    DateTimeOffset CreatedAt, long? Sequence)
{
    public static EvidenceEvent Of(FeedEntry entry) => new(
        entry.Id, entry.Kind, entry.Action, entry.Outcome, entry.ResourceId, entry.ResourceType, entry.Actor, entry.CreatedAt, entry.Index);
}
