using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery.Syslog;

/// <summary>The syslog side of one try: writes one frame, and watches whether the receiver goes away meanwhile.</summary>
internal sealed class SyslogExchange(
    ConnectorTarget target, GuardedConnection connection, IRedactor redactor, TimeProvider clock) : IExchange
{
    /// <summary>How long a receiver gets to close its side after ours.</summary>
    public static readonly TimeSpan PartingTime = TimeSpan.FromSeconds(2);

    private enum ReadSide
    {
        Given,
        Closed,
        Broken,
    }

    public RequestSummary? Request { get; private set; }

    public TimeProvider Clock => clock;

    /// <returns>False when the receiver closed the connection: nobody knows whether it has the message.</returns>
    public async Task<bool> SendAsync(byte[] frame, CancellationToken cancellationToken)
    {
        Request = new RequestSummary("SYSLOG", redactor.PublicUrl(target.Address), new Dictionary<string, string>
        {
            ["octets"] = frame.Length.ToString(CultureInfo.InvariantCulture),
            ["transport"] = target.IsEncrypted ? "tls" : "tcp",
        });

        await using var tcp = await connection.ConnectAsync(cancellationToken);
        await using var tls = target.IsEncrypted ? await connection.SecureAsync(tcp, cancellationToken) : null;
        Stream stream = tls is null ? tcp : tls;
        var reading = WatchAsync(stream, cancellationToken);
        if (reading.IsCompleted)
        {
            return false;
        }

        await stream.WriteAsync(frame, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        return !reading.IsCompleted && await PartAsync(tcp, tls, reading, cancellationToken);
    }

    // Syslog has no answer: whatever comes is passed over, and only the end of it says something.
    private static async Task<ReadSide> WatchAsync(Stream stream, CancellationToken cancellationToken)
    {
        var passedOver = new byte[256];
        try
        {
            while (await stream.ReadAsync(passedOver, cancellationToken) > 0)
            {
                // The next piece.
            }

            return ReadSide.Closed;
        }
        catch (IOException)
        {
            return ReadSide.Broken;
        }
        catch (Exception given) when (given is OperationCanceledException or ObjectDisposedException)
        {
            return ReadSide.Given;
        }
    }

    private async Task<bool> PartAsync(
        NetworkStream tcp, SslStream? tls, Task<ReadSide> reading, CancellationToken cancellationToken)
    {
        if (tls is not null)
        {
            await tls.ShutdownAsync();
        }

        tcp.Socket.Shutdown(SocketShutdown.Send);
        try
        {
            return await reading.WaitAsync(PartingTime, clock, cancellationToken) is not ReadSide.Broken;
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            // Written and flushed to a receiver that was there: more is never known.
            return true;
        }
    }
}
