using System.Collections.Concurrent;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery;

/// <summary>Makes attempts: finds the connector, tries, tries again at once where that may help, and reports.</summary>
internal sealed class DeliveryEngine(ConnectorCatalog catalog, EgressGuard guard, IRedactor redactor, TimeProvider clock)
    : IDeliveryEngine, IDisposable
{
    private const int MaxExcerpt = 500;

    private static readonly RequestSummary NothingSent = new("POST", "", new Dictionary<string, string>());

    // A channel that a new configuration replaces is let go, not closed: requests may be under way, and idle connections
    // close by themselves.
    private readonly ConcurrentDictionary<string, (string Key, ConnectorChannel Channel)> _channels = new();

    public async Task<AttemptReport> SendAsync(DeliveryRequest deliveryRequest, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        switch (catalog.Entry(deliveryRequest.Connector))
        {
            case null:
                return NotTried(startedAt, FailureClass.Misconfigured, "There is no connector of that name.");
            case { Definition: null }:
                return NotTried(startedAt, FailureClass.Misconfigured, "The connector's configuration has a problem.");
            case { Connector.Enabled: false }:
                return NotTried(startedAt, FailureClass.Misconfigured, "The connector is switched off in the configuration.");
            case { Connector.Fingerprint: var current } when deliveryRequest.ApprovedFingerprint is { } approved && approved != current:
                return NotTried(
                    startedAt, FailureClass.Misconfigured, "The connector's configuration has changed since the retry was approved.");
            case { Definition: { } connector }:
                return await AttemptAsync(connector, deliveryRequest, startedAt, cancellationToken);
        }
    }

    public int RoomAt(string connector) =>
        catalog.Entry(connector) is { Definition: { } definition } ? Channel(definition).Limits.TurnsWithin(SendTerms.Patience / 2) : 0;

    public async Task<bool> HasItAsync(ConfirmationRequest confirmationRequest, CancellationToken cancellationToken)
    {
        if (catalog.Entry(confirmationRequest.Connector) is not { Definition: { } connector, Connector.Enabled: true })
        {
            return false;
        }

        var taken = new DeliveryTry(confirmationRequest.Workspace, confirmationRequest.Event, connector.Settings, clock.GetUtcNow());
        return await new Confirming(connector, Channel(connector), redactor, clock)
            .AskAsync(taken, confirmationRequest.Reference, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var (_, channel) in _channels.Values)
        {
            channel.Dispose();
        }
    }

    private async Task<AttemptReport> AttemptAsync(
        ConnectorDefinition connector, DeliveryRequest deliveryRequest, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var channel = Channel(connector);
        AttemptReport? newest = null;
        for (var tries = 1; ; tries++)
        {
            var exchange = channel.Transport.Begin(connector, redactor, clock);
            var attempt = TryOf(connector, deliveryRequest, isRepeat: tries > 1);
            if (await TryAsync(connector, channel, exchange, attempt, deliveryRequest, cancellationToken) is not { } outcome)
            {
                return newest ?? NotTried(startedAt, FailureClass.Throttled, "The connector was busy with other deliveries.");
            }

            if (outcome.AwaitsConfirmation)
            {
                outcome = await new Confirming(connector, channel, redactor, clock).AwaitAsync(attempt, outcome, cancellationToken);
            }

            newest = Report(connector, outcome, exchange.Request, tries, startedAt);
            if (tries > deliveryRequest.Retries || !outcome.IsWorthAQuickRetry)
            {
                return newest;
            }

            var delay = QuickRetry.Delay(tries, outcome.Reply?.RetryAfter, Random.Shared.NextDouble());
            await Task.Delay(delay, clock, cancellationToken);
        }
    }

    private DeliveryTry TryOf(ConnectorDefinition connector, DeliveryRequest deliveryRequest, bool isRepeat) =>
        new(deliveryRequest.Workspace, deliveryRequest.Event, connector.Settings, clock.GetUtcNow())
        {
            Number = deliveryRequest.Number,
            EpisodeReference = deliveryRequest.EpisodeReference,
            IsRepeat = isRepeat || deliveryRequest.Number > 1,
        };

    /// <returns>Null when the connector's limits left no room for the try.</returns>
    private async Task<TryOutcome?> TryAsync(
        ConnectorDefinition connector,
        ConnectorChannel channel,
        IExchange exchange,
        DeliveryTry attempt,
        DeliveryRequest deliveryRequest,
        CancellationToken cancellationToken)
    {
        using var slot = await channel.Limits.EnterAsync(deliveryRequest.Patience, cancellationToken);
        if (slot is null)
        {
            return null;
        }

        var time = deliveryRequest.Timeout < connector.Timeout ? deliveryRequest.Timeout : connector.Timeout;
        using var timeout = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await connector.Provider.TryAsync(attempt with { Now = clock.GetUtcNow() }, exchange, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && TryOutcome(exception, timeout) is not null)
        {
            return TryOutcome(exception, timeout)!;
        }
    }

    // Whatever the exception: once the time is over, it is the time that ended the try.
    private static TryOutcome? TryOutcome(Exception exception, CancellationTokenSource timeout) =>
        timeout.IsCancellationRequested
            ? Delivery.TryOutcome.Failed(FailureClass.Timeout, "The receiver did not answer in time.")
            : FailureReading.Of(exception);

    private ConnectorChannel Channel(ConnectorDefinition connector) => _channels.AddOrUpdate(
        connector.Connector.Name,
        _ => (connector.TransportKey, new ConnectorChannel(connector, guard, clock)),
        (_, current) => current.Key == connector.TransportKey
            ? current
            : (connector.TransportKey, new ConnectorChannel(connector, guard, clock))).Channel;

    private AttemptReport Report(
        ConnectorDefinition connector, TryOutcome verdict, RequestSummary? request, int tries, DateTimeOffset startedAt) => new()
        {
            Outcome = verdict.Outcome,
            FailureClass = verdict.Failure,
            StatusCode = verdict.Reply?.Code ?? 0,
            Tries = tries,
            StartedAt = startedAt,
            CompletedAt = clock.GetUtcNow(),
            AnswerBytes = verdict.Reply?.Bytes ?? 0,
            AnswerExcerpt = verdict.Reply is { } reply ? Excerpt(connector, reply.Text) : "",
            Error = verdict.Error,
            Fault = FailureReading.FaultOf(verdict.Failure),
            RetryAfter = verdict.Failure is null ? null : verdict.Reply?.RetryAfter,
            Gone = verdict.Reply?.IsGone ?? false,
            Reference = verdict.Reference is { } name && IsPlainName(connector, name) ? name : null,
            Request = request ?? NothingSent,
        };

    private AttemptReport NotTried(DateTimeOffset startedAt, FailureClass failure, string error) => new()
    {
        Outcome = DeliveryOutcome.Failed,
        FailureClass = failure,
        Tries = 0,
        StartedAt = startedAt,
        CompletedAt = clock.GetUtcNow(),
        Error = error,
        Fault = Fault.Ours,
        Request = NothingSent,
    };

    // It came from the network and is kept: a name, and nothing that the redactor would have to touch.
    private bool IsPlainName(ConnectorDefinition connector, string reference) =>
        Domain.Evidence.Name.IsWellFormed(reference) && redactor.Redact(connector.Scrubber.Scrub(reference)).Text == reference;

    // Everything is redacted before it is cut: half a secret is not recognised as one.
    private string Excerpt(ConnectorDefinition connector, string text)
    {
        var safe = redactor.Redact(connector.Scrubber.Scrub(text)).Text;
        return TextCut.Of(safe, MaxExcerpt);
    }
}
