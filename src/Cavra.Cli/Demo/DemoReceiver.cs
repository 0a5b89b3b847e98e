using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cavra.Cli.Demo;

/// <summary>A real server on loopback: while its SIEM is down that answers 503, everything else answers 200.</summary>
internal sealed class DemoReceiver : IAsyncDisposable
{
    public const string Siem = "siem";
    public const string Chat = "chat";
    public const string Pager = "pager";
    public const string Archive = "archive";

    /// <summary>The names of what it takes the part of.</summary>
    public static IReadOnlyList<string> All { get; } = [Siem, Chat, Pager, Archive];

    private readonly WebApplication _server;
    private int _refused;
    private int _taken;

    private DemoReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    /// <summary>Whether its SIEM is down.</summary>
    public bool IsSiemDown { get; set; } = true;

    /// <summary>Where it listens.</summary>
    public string Address => _server.Urls.First();

    /// <summary>How many requests it has answered with 503.</summary>
    public int Refused => _refused;

    /// <summary>How many requests it has answered with 200.</summary>
    public int Taken => _taken;

    public static async Task<DemoReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var receiver = new DemoReceiver();
        await receiver._server.StartAsync(cancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        var isDown = IsSiemDown && http.Request.Path == "/" + Siem;
        Interlocked.Increment(ref isDown ? ref _refused : ref _taken);
        http.Response.StatusCode = isDown ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return Task.CompletedTask;
    }
}
