using System.Diagnostics;
using OpenTelemetry;

namespace Cavra.Api.Operations;

/// <summary>Takes every tag off a span whose value a caller could have typed: path, query, host, agent. Route templates stay.</summary>
internal sealed class SpanTagFilter : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type",
        "cavra.outcome",
    };

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(tag => !Kept.Contains(tag.Key)).ToList())
        {
            data.SetTag(name, null);
        }
    }
}
