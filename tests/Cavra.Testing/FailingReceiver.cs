using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cavra.Testing;

/// <summary>A request as the receiver got it; header names in lower case.</summary>
internal sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>
/// A real server on loopback that fails in every way a delivery must survive. It answers 200 until told otherwise.
/// </summary>
internal sealed class FailingReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly Channel<ReceivedRequest> _arrivals = Channel.CreateUnbounded<ReceivedRequest>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _server;
    private volatile Func<HttpContext, ReceivedRequest, Task> _answer = static (_, _) => Task.CompletedTask;
    private volatile Func<ConnectionContext, Task>? _raw;

    private FailingReceiver(X509Certificate2? certificate, SslProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => _raw is { } raw ? raw(connection) : next(connection));
            if (certificate is not null)
            {
                listen.UseHttps(certificate, options => (options.HandshakeTimeout, options.SslProtocols) = (Patience.Hang, protocols));
            }
        }));
        _server = builder.Build();
        _server.Run(ReceiveAsync);
    }

    public int Port { get; private set; }

    /// <summary>Every request so far, oldest first.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Starts one; with a certificate it speaks TLS, in these versions of it.</summary>
    public static async Task<FailingReceiver> StartAsync(X509Certificate2? certificate = null, SslProtocols protocols = SslProtocols.None)
    {
        var receiver = new FailingReceiver(certificate, protocols);
        await receiver._server.StartAsync();
        var addresses = receiver._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        receiver.Port = new Uri(addresses.Addresses.Single()).Port;
        return receiver;
    }

    /// <summary>Waits for the next request that nobody has waited for yet; fails a test that would hang.</summary>
    public async Task<ReceivedRequest> NextAsync() =>
        await _arrivals.Reader.ReadAsync(_stopping.Token).AsTask().OrHangAsync();

    /// <summary>Answers 200 again and has got nothing yet.</summary>
    public void Reset()
    {
        Does(static (_, _) => Task.CompletedTask);
        _requests.Clear();
        while (_arrivals.Reader.TryRead(out _))
        {
        }
    }

    public void Answers(int status, string body = "", params (string Name, string Value)[] headers) =>
        Does((context, _) => WriteAsync(context, status, body, headers));

    /// <summary>Answers each request as it is told to.</summary>
    public void AnswersBy(Func<HttpContext, ReceivedRequest, Task> answer) => Does(answer);

    /// <summary>Answers each request with the next status, and every later one with the last.</summary>
    public void AnswersInTurn(params int[] statuses)
    {
        var turn = -1;
        Does((context, _) =>
            WriteAsync(context, statuses[Math.Min(Interlocked.Increment(ref turn), statuses.Length - 1)], "", []));
    }

    public void Redirects(int status, string location) => Answers(status, "", ("Location", location));

    /// <summary>Answers with the request's target and headers, as debugging endpoints and many error pages do.</summary>
    public void Echoes(int status) => Does((context, request) => WriteAsync(
        context,
        status,
        $"{request.Path} {string.Join(' ', request.Headers.Select(header => $"{header.Key}={header.Value}"))}",
        []));

    /// <summary>Takes the request and never answers.</summary>
    public void Hangs() => Does((context, _) => Patience.ForeverAsync(context.RequestAborted));

    /// <summary>Takes the request and answers 200 as soon as it is told to.</summary>
    public void AnswersWhen(Task told) => Does((context, _) => told.WaitAsync(context.RequestAborted));

    /// <summary>Answers 200 at once and then sends its body a byte at a time, without end.</summary>
    public void Drips() => Does(async (context, _) =>
    {
        while (true)
        {
            await context.Response.WriteAsync(".", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Patience.PauseAsync(context.RequestAborted);
        }
    });

    /// <summary>Answers 200 with a body of that many bytes.</summary>
    public void SendsHugeBody(long bytes) => Does((context, _) =>
        WriteZerosAsync(context.Response.Body, bytes, context.RequestAborted));

    /// <summary>Answers 200 with a small compressed body that is that many bytes when decompressed.</summary>
    public void SendsGzipBomb(long bytes) => Does(async (context, _) =>
    {
        context.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await WriteZerosAsync(gzip, bytes, context.RequestAborted);
    });

    /// <summary>Closes the connection as soon as the request begins to arrive.</summary>
    public void ClosesEarly() => _raw = async connection => await connection.Transport.Input.ReadAsync(_stopping.Token);

    /// <summary>Answers with exactly these bytes, whatever they are, and closes.</summary>
    public void SendsRaw(string answer) => _raw = async connection =>
    {
        await connection.Transport.Input.ReadAsync(_stopping.Token);
        await connection.Transport.Output.WriteAsync(Encoding.UTF8.GetBytes(answer), _stopping.Token);
    };

    public async ValueTask DisposeAsync()
    {
        // A test that takes its receiver away leaves nothing to its teardown.
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    private static async Task WriteAsync(HttpContext context, int status, string body, (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(body);
    }

    private static async Task WriteZerosAsync(Stream stream, long bytes, CancellationToken cancellationToken)
    {
        var block = new byte[64 * 1024];
        for (var left = bytes; left > 0; left -= block.Length)
        {
            await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), cancellationToken);
        }
    }

    private void Does(Func<HttpContext, ReceivedRequest, Task> answer) => (_answer, _raw) = (answer, null);

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        var request = new ReceivedRequest(
            context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}", headers, body.ToArray());
        _requests.Enqueue(request);
        await _arrivals.Writer.WriteAsync(request, context.RequestAborted);
        await _answer(context, request);
    }
}
