using System.Text.Json;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Alertmanager;

/// <summary>Reads alerts back.</summary>
internal static class AlertmanagerReading
{
    public static Uri Alerts(AlertmanagerSettings settings) => settings.Http.Under("api/v2/alerts");

    /// <summary>Asks for the alerts of one name and episode.</summary>
    public static HttpCall Call(AlertmanagerSettings settings, string name, string episode) => HttpCall.Get(
        new Uri($"{Alerts(settings).OriginalString}?{Filter("alertname", name)}&{Filter("episode", episode)}", UriKind.Absolute));

    /// <summary>Those of the alerts that are ours; null when the answer is no list of alerts.</summary>
    public static IReadOnlyList<JsonElement>? Found(ReceiverAnswer answer, AlertmanagerSettings settings, string name, string episode) =>
        answer.Status == 200 && answer.Json() is { ValueKind: JsonValueKind.Array } list
            ? [.. ((JsonElement?)list).Items().Where(alert => IsOurs(alert.At("labels"), settings, name, episode))]
            : null;

    private static bool IsOurs(JsonElement? labels, AlertmanagerSettings settings, string name, string episode) =>
        labels.TextAt("alertname") == name
        && labels.TextAt("episode") == episode
        && settings.Labels.Where(label => label.Key != "severity").All(label => labels.TextAt(label.Key) == label.Value);

    private static string Filter(string label, string value) => $"filter={Uri.EscapeDataString($"{label}=\"{value}\"")}";
}
