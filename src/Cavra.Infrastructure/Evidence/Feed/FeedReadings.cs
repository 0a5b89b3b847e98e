using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Feed;

namespace Cavra.Infrastructure.Evidence.Feed;

/// <summary>What one statement has read, by workspace and by the size it was read from.</summary>
internal sealed class FeedReadings
{
    private readonly Dictionary<WorkspaceId, Read> _read = [];

    public void Add(WorkspaceId workspace, long size) => _read.TryAdd(workspace, new Read(size));

    /// <param name="workspace">Whose entry.</param>
    /// <param name="place">The size it was read from; null for one that awaits the log.</param>
    /// <param name="index">Its index in the log.</param>
    /// <param name="entry">The entry; null for one that is not kept any more.</param>
    public void Add(WorkspaceId workspace, long? place, long? index, FeedEntry? entry)
    {
        var read = _read[workspace];
        if (place is not { } from)
        {
            read.Awaiting.AddRange(entry is null ? [] : [entry]);
            return;
        }

        var (entries, _) = read.Logged.GetValueOrDefault(from, ([], from));
        entries.AddRange(entry is null ? [] : [entry]);
        read.Logged[from] = (entries, index!.Value + 1);
    }

    public FeedReading From(WorkspaceId workspace, long size)
    {
        var read = _read[workspace];
        var (logged, to) = read.Logged.GetValueOrDefault(size, ([], size));
        return new FeedReading(read.Size, logged, to, read.Awaiting);
    }

    /// <summary>Where somebody begins who wants what comes next.</summary>
    public FeedPosition EndOf(WorkspaceId workspace) => From(workspace, _read[workspace].Size).End;

    private sealed record Read(long Size)
    {
        public List<FeedEntry> Awaiting { get; } = [];

        public Dictionary<long, (List<FeedEntry> Entries, long To)> Logged { get; } = [];
    }
}
