using System.Text.Json;
using Cavra.Application.Ports;

namespace Cavra.Infrastructure.Delivery.Providers;

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
