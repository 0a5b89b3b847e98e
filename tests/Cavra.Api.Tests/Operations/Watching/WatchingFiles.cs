using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Api.Tests.Operations.Watching;

/// <summary>The alert rules and the dashboard that come with Cavra.</summary>
internal static partial class WatchingFiles
{
    private const string Folder = "deploy/observability/";

    public static IReadOnlyList<JsonNode> Alerts { get; } =
    [
        .. YamlText.Document(Snapshot.Read(Folder + "alerts.yaml"))["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray())!,
    ];

    public static IReadOnlyList<string> AlertNames { get; } = [.. Alerts.Select(alert => (string)alert["alert"]!)];

    public static IReadOnlyList<JsonNode> AlertTests { get; } =
        [.. YamlText.Document(Snapshot.Read(Folder + "alerts_test.yaml"))["tests"]!.AsArray()!];

    public static string Alertmanager { get; } = Snapshot.Read(Folder + "alertmanager.yaml");

    public static string Runbooks { get; } = Snapshot.Read("docs/runbooks.md");

    /// <summary>What both ask Prometheus.</summary>
    public static IReadOnlyList<string> Questions { get; } =
    [
        .. Alerts.Select(alert => (string)alert["expr"]!),
        .. JsonNode.Parse(Snapshot.Read(Folder + "dashboard.json"))!["panels"]!.AsArray()
            .SelectMany(panel => panel!["targets"]?.AsArray() ?? []).Select(target => (string)target!["expr"]!),
    ];

    /// <summary>The series that a question names.</summary>
    public static IEnumerable<Selector> Selectors(string question) => Metric().Matches(Grouping().Replace(question, ""))
        .Where(match => match.Groups["metric"].Value.Contains('_') || match.Groups["matchers"].Success)
        .Select(match => new Selector(
            match.Groups["metric"].Value,
            [.. Matcher().Matches(match.Groups["matchers"].Value).Select(matcher => (matcher.Groups[1].Value, matcher.Groups[2].Value))]));

    /// <summary>The labels that a question groups by.</summary>
    public static IEnumerable<string> GroupedBy(string question) =>
        Grouping().Matches(question).SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries));

    // Functions are told by what follows their names; what ranges and strings hold is no name of a metric.
    [GeneratedRegex("""(?<![\w$"\[])(?>(?<metric>[a-z][a-z0-9_]*))(?!\s*\()(\{(?<matchers>[^}]*)\})?""")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\b(?:by|on|without|ignoring) \(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex("""(\w+)\s*[!=][=~]?\s*"([^"]*)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Matcher();
}

/// <summary>A metric, and the labels that it is narrowed by.</summary>
internal sealed record Selector(string Metric, IReadOnlyList<(string Label, string Value)> Matchers);
