using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Application.WorkerHealth;

/// <summary>Looks at worker health: reads what is stored and has the domain judge it. Writes nothing.</summary>
internal sealed class WorkerHealthReader(
    IHealthReader reader, IConnectorCatalog catalog, IWindowsReader windows, Call call, TimeProvider clock)
{
    public async Task<WorkerHealthReport> ReadAsync(HealthTerms terms, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var facts = await reader.ReadAsync(now, cancellationToken);
        var snapshot = HealthSnapshots.Of(call.Workspace, facts, catalog, windows.Read(facts.Schedule.Terms).Value, terms, now);
        return WorkerHealthReport.Compute(snapshot, terms, now);
    }
}
