using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerHealth;
using MediatR;

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

/// <summary>Tells what is wrong now with the retry worker and what it works on, and what to do about it.</summary>
public sealed record GetWorkerHealth(HealthTerms Terms) : IQuery<WorkerHealthView>
{
    public static Permission Permission => Permissions.HealthRead;
}

internal sealed class GetWorkerHealthHandler(WorkerHealthReader workerHealth) : IRequestHandler<GetWorkerHealth, Result<WorkerHealthView>>
{
    public async Task<Result<WorkerHealthView>> Handle(GetWorkerHealth query, CancellationToken cancellationToken) =>
        WorkerHealthView.Of(await workerHealth.ReadAsync(query.Terms, cancellationToken));
}
