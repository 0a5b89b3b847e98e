using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Datadog;

/// <summary>What a Datadog connector has of its own.</summary>
/// <param name="Http">What every provider over HTTP has; the endpoint is the log intake.</param>
/// <param name="EventsUrl">The event intake.</param>
internal sealed record DatadogSettings(HttpBasis Http, Uri EventsUrl) : HttpSettings(Http)
{
    public const string ApplicationKeyHeader = "DD-APPLICATION-KEY";

    private const string ApiKeyHeader = "DD-API-KEY";
    private const string LogsPath = "api/v2/logs";
    private const string EventsPath = "api/v2/events";
    private const int MostTags = 100;

    private static readonly string[] Sites =
    [
        "datadoghq.com", "us3.datadoghq.com", "us5.datadoghq.com", "ap1.datadoghq.com", "ap2.datadoghq.com", "uk1.datadoghq.com",
        "datadoghq.eu", "ddog-gov.com", "us2.ddog-gov.com",
    ];

    /// <summary>Sent with events only; null where none is configured.</summary>
    public Secret? ApplicationKey { get; init; }

    public string? Service { get; init; }

    /// <summary>Tags such as <c>team:release</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public override IEnumerable<ConnectorPlace> OtherPlaces =>
        [.. base.OtherPlaces, new ConnectorPlace("events_url", ConnectorTarget.Of(EventsUrl, Http.Proxy is not null))];

    public static DatadogSettings? Read(ConnectorMembers members)
    {
        var (logs, events) = Intakes(members);
        var (key, applicationKey) = (members.RequiredSecret("api_key"), members.Secret("application_key"));
        ICredential[] credentials = key is null ? [] : [new StaticCredential(ApiKeyHeader, key)];
        var http = members.Http(logs, credentials);
        var (service, tags) = (members.Text("service"), members.Texts("tags"));
        if (tags.Count > MostTags || tags.Any(tag => !tag.Trim(':').Contains(':') || tag.Any(c => c is ',' || char.IsControl(c))))
        {
            members.Refuse("tags", $"must be at most {MostTags} tags such as team:release, without commas");
        }

        if (applicationKey is not null && http?.Headers.Any(header => header.Name.Equals(ApplicationKeyHeader, StringComparison.OrdinalIgnoreCase)) == true)
        {
            members.Refuse("headers", $"give {ApplicationKeyHeader} a second time");
        }

        return http is null || events is null ? null : new DatadogSettings(http, events)
        {
            ApplicationKey = applicationKey,
            Service = service ?? "cavra",
            Tags = tags,
        };
    }

    private static (Uri? Logs, Uri? Events) Intakes(ConnectorMembers members)
    {
        var site = members.Text("site");
        if (!members.Names.Any(name => name is "url" or "url_env" or "url_file" or "events_url"))
        {
            if (Sites.Contains(site ??= Sites[0]))
            {
                return (Intake($"https://http-intake.logs.{site}", LogsPath), Intake($"https://event-management-intake.{site}", EventsPath));
            }

            members.Refuse("site", $"must be one of: {string.Join(", ", Sites)}; for any other place give url and events_url");
            return (null, null);
        }

        if (site is not null)
        {
            members.Refuse("site", "is given besides url or events_url; give either it or both of them");
        }

        return (members.Endpoint() is { } logs ? Under(logs, LogsPath) : null,
            members.Url("events_url") is { } events ? Under(events, EventsPath) : null);
    }

    private static Uri Intake(string host, string path) => new($"{host}/{path}");

    // A URL that names a path is taken by its word.
    private static Uri Under(Uri url, string path) =>
        url.PathAndQuery == "/" ? new Uri($"{url.OriginalString.TrimEnd('/')}/{path}", UriKind.Absolute) : url;
}
