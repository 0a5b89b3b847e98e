using Cavra.Domain.Access;

namespace Cavra.Application.Workers;

/// <summary>Counts what is under way: in the process, in each workspace, at each connector.</summary>
internal sealed class WorkCounts
{
    private readonly Dictionary<WorkspaceId, int> _workspaces = [];

    private readonly Dictionary<(WorkspaceId Workspace, string Connector), int> _connectors = [];

    private int _whole;

    /// <summary>How much more a workspace may begin.</summary>
    public int RoomIn(WorkspaceId workspace) =>
        Math.Max(0, Math.Min(WorkInHand.WholeRoom - _whole, WorkInHand.Room - _workspaces.GetValueOrDefault(workspace)));

    /// <summary>How much more a workspace may begin at one of its connectors.</summary>
    public int RoomAt(WorkspaceId workspace, string connector) =>
        Math.Max(0, WorkInHand.ConnectorRoom - _connectors.GetValueOrDefault((workspace, connector)));

    public void Begun(WorkspaceId workspace, IReadOnlyCollection<string> connectors) => Add(workspace, connectors, 1);

    public void Ended(WorkspaceId workspace, IReadOnlyCollection<string> connectors) => Add(workspace, connectors, -1);

    private void Add(WorkspaceId workspace, IReadOnlyCollection<string> connectors, int each)
    {
        _whole += each * connectors.Count;
        Add(_workspaces, workspace, each * connectors.Count);
        foreach (var connector in connectors)
        {
            Add(_connectors, (workspace, connector), each);
        }
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key, int more)
        where TKey : notnull
    {
        var count = counts.GetValueOrDefault(key) + more;
        if (count > 0)
        {
            counts[key] = count;
        }
        else
        {
            counts.Remove(key);
        }
    }
}
