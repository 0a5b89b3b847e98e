using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerHealth;
using MediatR;

namespace Cavra.Application.WorkerHealth;

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
