using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Webhook;

/// <summary>
/// Posts a CloudEvent or an event of OCSF, signed with Standard Webhooks headers. Confirmed when the answer carries
/// <c>webhook-delivery: confirmed</c>; a receiver drops duplicates by <c>webhook-id</c>.
/// </summary>
internal sealed class WebhookProvider : Provider<WebhookSettings, HttpExchange>
{
    public override string Name => "webhook";

    protected override WebhookSettings? Read(ConnectorMembers members)
    {
        var http = members.Http(members.Endpoint(), members.TokenBasicOrOAuth());
        var signature = WebhookSignature.Read(members);
        var format = members.Choice("format", WebhookSettings.CloudEvents, WebhookSettings.Ocsf);
        return http is null ? null : new WebhookSettings(http, signature) { IsOcsf = format == WebhookSettings.Ocsf };
    }

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, WebhookSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var (body, mediaType) = settings.IsOcsf
            ? (OcsfEvent.Render(attempt), "application/json")
            : (CloudEvent.Render(attempt.Workspace, attempt.Event), CloudEvent.MediaType);
        var call = HttpCall.Post(settings.Http.Endpoint, body, $"{mediaType}; charset=utf-8")
            .With("Idempotency-Key", attempt.Event.Id);
        call = settings.Signature.Headers(attempt.Event.Id, attempt.Now, body)
            .Aggregate(call, (signed, header) => signed.With(header.Key, header.Value));

        var answer = await exchange.SendAsync(call, cancellationToken);
        var isConfirmed = answer.Has("webhook-delivery", "confirmed");
        var outcome = HttpVerdict.Of(answer, isConfirmed ? DeliveryOutcome.Confirmed : DeliveryOutcome.Accepted);

        // By the reference a later event of an episode knows that the receiver has the first.
        return settings.IsOcsf && outcome.Outcome is not DeliveryOutcome.Failed ? outcome with { Reference = attempt.Event.Id } : outcome;
    }
}

/// <summary>What a webhook has of its own.</summary>
/// <param name="Http">What every provider over HTTP has.</param>
/// <param name="Signature">The keys to sign with.</param>
internal sealed record WebhookSettings(HttpBasis Http, WebhookSignature Signature) : HttpSettings(Http)
{
    public const string CloudEvents = "cloudevents";
    public const string Ocsf = "ocsf";

    /// <summary>Whether the body is an event of OCSF; a CloudEvent otherwise.</summary>
    public bool IsOcsf { get; init; }
}
