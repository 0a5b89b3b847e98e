using Cavra.Application.Ports;
using Microsoft.Extensions.Hosting;

namespace Cavra.Infrastructure.Scheduling;

/// <summary>Gives what is being sent 20 of the 30 seconds in which the process must be gone.</summary>
internal sealed class Stopping : IStopping, IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _mustEnd = new();

    private readonly ITimer _grace;

    private readonly CancellationTokenRegistration _whenStopping;

    public Stopping(IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        _grace = clock.CreateTimer(_ => _mustEnd.Cancel(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _whenStopping = lifetime.ApplicationStopping.Register(() => _grace.Change(Grace, Timeout.InfiniteTimeSpan));
    }

    public CancellationToken SendingMustEnd => _mustEnd.Token;

    public void Dispose()
    {
        // A start that failed disposes of everything before it says that it is stopping.
        _whenStopping.Dispose();
        _grace.Dispose();
        _mustEnd.Dispose();
    }
}
