using Cavra.Application.Workers;
using Microsoft.Extensions.Hosting;

namespace Cavra.Infrastructure.Scheduling;

/// <summary>Keeps a process that is told to stop until what its loops and calls have begun is ended and recorded.</summary>
internal sealed class WorkToEnd(WorkInHand inHand) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => inHand.WhenDoneAsync().WaitAsync(cancellationToken);
}
