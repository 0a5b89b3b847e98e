using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Webhook;

/// <summary>
/// Posts a CloudEvent, signed with Standard Webhooks headers. Confirmed when the answer carries
/// <c>webhook-delivery: confirmed</c>; a receiver drops duplicates by <c>webhook-id</c>.
/// </summary>
internal sealed class WebhookProvider : Provider<WebhookSettings, HttpExchange>
{
    public override string Name => "webhook";

    protected override WebhookSettings? Read(ConnectorMembers members)
    {
        var http = members.Http(members.Endpoint(), members.TokenBasicOrOAuth());
        var signature = WebhookSignature.Read(members);
        return http is null ? null : new WebhookSettings(http, signature);
    }

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, WebhookSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var body = CloudEvent.Render(attempt.Workspace, attempt.Event);
        var call = HttpCall.Post(settings.Http.Endpoint, body, $"{CloudEvent.MediaType}; charset=utf-8")
            .With("Idempotency-Key", attempt.Event.Id);
        call = settings.Signature.Headers(attempt.Event.Id, attempt.Now, body)
            .Aggregate(call, (signed, header) => signed.With(header.Key, header.Value));

        var answer = await exchange.SendAsync(call, cancellationToken);
        var isConfirmed = answer.Has("webhook-delivery", "confirmed");
        return HttpVerdict.Of(answer, isConfirmed ? DeliveryOutcome.Confirmed : DeliveryOutcome.Accepted);
    }
}

/// <summary>What a webhook has of its own.</summary>
/// <param name="Http">What every provider over HTTP has.</param>
/// <param name="Signature">The keys to sign with.</param>
internal sealed record WebhookSettings(HttpBasis Http, WebhookSignature Signature) : HttpSettings(Http);
