using System.Net;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Delivery;

/// <summary>Private networks that heartbeats may reach; none by default.</summary>
public sealed record HeartbeatNetworks(IReadOnlyList<IPNetwork> Networks);

/// <summary>Calls the watchdog's URL, through the guard that every delivery passes. The URL is a secret: only the outcome is logged.</summary>
internal sealed partial class Heartbeat : IHeartbeat, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SecretSource _source = new(Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory());
    private readonly EgressGuard _guard;
    private readonly HeartbeatNetworks _allowed;
    private readonly TimeProvider _clock;
    private readonly ILogger<Heartbeat> _logger;
    private readonly HttpMessageInvoker _http;

    public Heartbeat(EgressGuard guard, HeartbeatNetworks allowed, TimeProvider clock, ILogger<Heartbeat> logger)
    {
        (_guard, _allowed, _clock, _logger) = (guard, allowed, clock, logger);
        _http = new HttpMessageInvoker(Handler());
    }

    public async Task BeatAsync(string urlReference, CancellationToken cancellationToken)
    {
        if (await TryAsync(urlReference, cancellationToken) is { } failure)
        {
            LogMissed(failure.Failure, failure.Error);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<TryOutcome?> TryAsync(string urlReference, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(Resolve(urlReference), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return TryOutcome.Failed(FailureClass.Misconfigured, "Its reference does not lead to an http or https URL.");
        }

        using var over = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            EgressGuard.CheckUrl(url);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await _http.SendAsync(request, either.Token);
            return response.IsSuccessStatusCode
                ? null
                : TryOutcome.Failed(FailureClass.Rejected, $"The watchdog answered HTTP {(int)response.StatusCode}.");
        }
        catch (Exception) when (over.IsCancellationRequested)
        {
            return TryOutcome.Failed(FailureClass.Timeout, "The watchdog did not answer in time.");
        }
        catch (Exception exception) when (FailureReading.Of(exception) is not null)
        {
            return FailureReading.Of(exception);
        }
    }

    private string? Resolve(string reference)
    {
        var kept = reference[(reference.IndexOf(':') + 1)..];
        return reference.StartsWith("env:", StringComparison.Ordinal) ? _source.FromEnvironment(kept) : _source.FromFile(kept);
    }

    private SocketsHttpHandler Handler()
    {
        // A call every few minutes: each resolves anew.
        var handler = GuardedHandler.Create(_guard, _allowed.Networks, Patience);
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        return handler;
    }

    [LoggerMessage(LogLevel.Warning, "The worker schedule's heartbeat was not taken: {Failure}. {Why}")]
    private partial void LogMissed(FailureClass? failure, string? why);
}
