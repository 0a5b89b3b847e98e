using System.Net;
using System.Net.Sockets;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Egress;

/// <summary>A port of this machine that counts who comes, and shows each the way out at once.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Any, 0);
    private readonly CancellationTokenSource _over = Patience.Source();
    private readonly Task _watching;
    private int _came;

    public Door()
    {
        _listener.Start();
        _watching = WatchAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many came, whether or not they were shown out yet.</summary>
    public int Came => Volatile.Read(ref _came) + (_listener.Pending() ? 1 : 0);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _watching;
        _over.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_over.Token);
                Interlocked.Increment(ref _came);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
