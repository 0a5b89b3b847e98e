using System.Collections.Concurrent;
using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>Prometheus Alertmanager's API v2: an alert is its label set, and is listed until it ends.</summary>
internal sealed class AlertmanagerVendor : Vendor
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 1, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, JsonElement> _alerts = new();

    public override string Provider => "alertmanager";

    public override OutgoingEvent Event => SampleEvents.Firing;

    public override string GoodWeather => "confirmed";

    public override bool Confirms => true;

    /// <summary>The severity that the connector file gives alerts; null for none.</summary>
    public string? Severity { get; init; }

    /// <summary>The label sets that were seen, whether or not their alerts have ended.</summary>
    public IReadOnlyCollection<string> LabelSets => [.. _alerts.Keys];

    /// <summary>The alerts that fire.</summary>
    public IReadOnlyList<JsonElement> FiringNow => [.. _alerts.Values.Where(alert => At(alert, "endsAt") > Now)];

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies =>
    [
        Lie("a page of a proxy", "<html>Sign in</html>", contentType: "text/html"),
        Lie("text", "\"bad alert\""),
        Lie("another success", "created", 201),
    ];

    public override string Members(string address) => $"url: \"{address}/am/\", token_env: TOKEN{(Severity is null ? ", labels: {team: release}" : $", labels: {{team: release, severity: {Severity}}}")}";

    public override bool CarriesEvent(ReceivedRequest request) => request.Method == "POST";

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Headers["authorization"] == "Bearer canary-token-1", "the token");
        if (request.Method == "GET")
        {
            Demand(context.Request.Path == "/am/api/v2/alerts", "the path of the alerts");
            var filters = context.Request.Query["filter"];
            var found = FiringNow.Where(alert => filters.All(filter => Matches(alert, filter!)));
            return WriteAsync(context, 200, JsonSerializer.Serialize(NeverConfirms ? [] : found));
        }

        Demand(request is { Method: "POST", Path: "/am/api/v2/alerts" }, "one POST to the path of the alerts");
        Demand(request.Headers["content-type"] == "application/json", "JSON");
        foreach (var alert in Json(request).EnumerateArray())
        {
            Demand(At(alert, "startsAt") <= At(alert, "endsAt"), "an end that is not before the start");
            var labels = alert.GetProperty("labels").EnumerateObject().ToList();
            Demand(labels.TrueForAll(label => label.Value.GetString() is { Length: > 0 }), "labels of text");
            Demand(alert.GetProperty("annotations").EnumerateObject().All(one => one.Value.ValueKind is JsonValueKind.String), "annotations of text");
            _alerts[string.Join(',', labels.Select(label => $"{label.Name}={label.Value}").Order(StringComparer.Ordinal))] = alert;
            Take(alert.GetProperty("annotations").GetProperty("event_id").GetString()!);
        }

        return WriteAsync(context, 200, "");
    }

    private static DateTimeOffset At(JsonElement alert, string member) => alert.GetProperty(member).GetDateTimeOffset();

    private static bool Matches(JsonElement alert, string filter) =>
        filter.Split('=', 2) is [var label, var value]
        && alert.GetProperty("labels").TryGetProperty(label, out var found) && $"\"{found.GetString()}\"" == value;
}
