using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Streams;

/// <summary>What a receiver does with a connection.</summary>
internal enum SyslogManner
{
    Takes,
    ResetsAtOnce,
    ResetsAfterReading,
    TakesAndNeverCloses,
    NeverAnswers,
}

/// <summary>A syslog receiver that reads frames by octet counting until the sender closes.</summary>
internal sealed class SyslogReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = Patience.Source();
    private readonly ConcurrentQueue<string> _received = new();
    private readonly X509Certificate2? _certificate;
    private readonly SslProtocols _protocols;
    private readonly Task _listening;

    public SyslogReceiver(X509Certificate2? certificate = null, SslProtocols protocols = SslProtocols.None)
    {
        (_certificate, _protocols) = (certificate, protocols);
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public SyslogManner Manner { get; set; }

    /// <summary>Completed once somebody connected.</summary>
    public TaskCompletionSource Connected { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything that came, a connection an entry.</summary>
    public IReadOnlyList<string> Received => [.. _received];

    /// <summary>The messages in what came on one connection.</summary>
    public static IReadOnlyList<string> Messages(string received)
    {
        var (octets, messages) = (Encoding.UTF8.GetBytes(received), new List<string>());
        for (var at = 0; at < octets.Length;)
        {
            var blank = Array.IndexOf(octets, (byte)' ', at);
            var length = Encoding.ASCII.GetString(octets[at..blank]);
            Assert.That(length, Does.Match("^[1-9][0-9]*$"));
            at = blank + 1 + int.Parse(length, CultureInfo.InvariantCulture);
            messages.Add(Encoding.UTF8.GetString(octets[(blank + 1)..at]));
        }

        return messages;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _listening;
        _over.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_over.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Connected.TrySetResult();
        try
        {
            if (Manner is SyslogManner.NeverAnswers)
            {
                await Patience.ForeverAsync(_over.Token);
            }

            if (Manner is SyslogManner.ResetsAtOnce)
            {
                Reset(client);
                return;
            }

            await ReadAsync(client);
        }
        catch (Exception broken) when (broken is IOException or AuthenticationException)
        {
            // The sender went away or did not like the certificate.
        }
    }

    // The client's own end says first that nothing more will come, which is a clean close to whoever reads just then.
    private static void Reset(TcpClient client) => client.Client.Close(0);

    private async Task ReadAsync(TcpClient client)
    {
        Stream stream = client.GetStream();
        if (_certificate is not null)
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(_certificate, false, _protocols, false);
            stream = tls;
        }

        await using (stream)
        {
            using var all = new MemoryStream();
            var piece = new byte[4096];
            while (await stream.ReadAsync(piece, _over.Token) is > 0 and var length)
            {
                all.Write(piece, 0, length);
                if (Manner is SyslogManner.ResetsAfterReading)
                {
                    Reset(client);
                    return;
                }
            }

            _received.Enqueue(Encoding.UTF8.GetString(all.ToArray()));
            if (Manner is SyslogManner.TakesAndNeverCloses)
            {
                await Patience.ForeverAsync(_over.Token);
            }
        }
    }
}
