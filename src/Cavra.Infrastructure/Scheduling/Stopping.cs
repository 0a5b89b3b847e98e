using Cavra.Application.Ports;
using Microsoft.Extensions.Hosting;

namespace Cavra.Infrastructure.Scheduling;

/// <summary>Gives what is being sent 20 of the 30 seconds in which the process must be gone.</summary>
internal sealed class Stopping : IStopping, IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _mustEnd = new();

    public Stopping(IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.Register(() => _mustEnd.CancelAfter(Grace));

    public CancellationToken SendingMustEnd => _mustEnd.Token;

    public void Dispose() => _mustEnd.Dispose();
}
