using System.Net.Http.Headers;
using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Delivery.Providers;

/// <summary>
/// Posts a CloudEvent, signed with Standard Webhooks headers. Confirmed when the answer carries
/// <c>webhook-delivery: confirmed</c>; a receiver drops duplicates by <c>webhook-id</c>.
/// </summary>
internal sealed class WebhookProvider : IProvider
{
    public string Name => "webhook";

    public object ReadSettings(ConnectorMembers members, List<Secret> secrets) => WebhookSignature.Read(members, secrets);

    public async Task<TryOutcome> TryAsync(DeliveryTry dispatch, CancellationToken cancellationToken)
    {
        var body = CloudEvent.Render(dispatch.Workspace, dispatch.Event);
        using var request = new HttpRequestMessage(HttpMethod.Post, dispatch.Endpoint);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.MediaType, "utf-8");
        request.Headers.Add("Idempotency-Key", dispatch.Event.Id);
        ((WebhookSignature)dispatch.Settings).Sign(request, dispatch.Event.Id, dispatch.Now, body);

        var answer = await dispatch.Http.SendAsync(request, cancellationToken);
        var isConfirmed = answer.Has("webhook-delivery", "confirmed");
        return TryOutcome.Of(answer, isConfirmed ? DeliveryOutcome.Confirmed : DeliveryOutcome.Accepted);
    }
}

/// <summary>The structured JSON form of CloudEvents 1.0.</summary>
internal static class CloudEvent
{
    public const string MediaType = "application/cloudevents+json";

    public static byte[] Render(string workspace, OutgoingEvent outgoing)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", outgoing.Id);
            json.WriteString("source", $"urn:cavra:{Uri.EscapeDataString(workspace)}");
            json.WriteString("type", outgoing.Type);
            json.WriteString("subject", outgoing.Subject);
            json.WriteString("time", outgoing.Time.UtcDateTime);
            // CloudEvents wants an absolute URI here, and a schema_version is only a name.
            json.WriteString("dataschema", $"urn:cavra:schema:{Uri.EscapeDataString(outgoing.DataSchema)}");
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            json.WriteRawValue(outgoing.Data);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
