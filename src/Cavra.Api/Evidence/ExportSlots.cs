using Cavra.Domain.Access;

namespace Cavra.Api.Evidence;

/// <summary>How many exports a workspace may have under way in this process: each holds a stretch of the log in memory.</summary>
internal sealed class ExportSlots
{
    public const int AtOnce = 2;

    private readonly Lock _counting = new();

    private readonly Dictionary<WorkspaceId, int> _underWay = [];

    /// <summary>Takes a slot until what it returns is disposed of; null when there is none.</summary>
    public IDisposable? Enter(WorkspaceId workspace)
    {
        lock (_counting)
        {
            var count = _underWay.GetValueOrDefault(workspace);
            if (count == AtOnce)
            {
                return null;
            }

            _underWay[workspace] = count + 1;
            return new Slot(this, workspace);
        }
    }

    private void Leave(WorkspaceId workspace)
    {
        lock (_counting)
        {
            if (--_underWay[workspace] == 0)
            {
                _underWay.Remove(workspace);
            }
        }
    }

    private sealed class Slot(ExportSlots slots, WorkspaceId workspace) : IDisposable
    {
        public void Dispose() => slots.Leave(workspace);
    }
}
