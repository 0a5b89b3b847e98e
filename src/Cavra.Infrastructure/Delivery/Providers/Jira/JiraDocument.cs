using System.Text.Json.Nodes;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.Jira;

/// <summary>What an event is to Jira: an issue, or a comment on one. Text is an Atlassian document, never a plain string.</summary>
internal static class JiraDocument
{
    private const int MaxSummary = 255;
    private const int MaxParagraph = 30_000;

    /// <summary>The label that the event's issue is found by.</summary>
    public static string LabelOf(string key) => $"cavra-{key}";

    public static byte[] Issue(EventDigest digest, OutgoingEvent what, JiraSettings settings) => JsonBody.Of(JsonBody.Members(
        ("fields", JsonBody.Members(
            ("project", JsonBody.Members(("key", settings.Project))),
            ("issuetype", JsonBody.Members(("name", settings.IssueType))),
            ("summary", VendorText.Characters(VendorText.OneLine(digest.Title), MaxSummary)),
            ("description", Text(digest, what)),
            ("labels", new JsonArray([.. Labels(digest, what, settings).Select(label => (JsonNode)label)]))))));

    public static byte[] Comment(EventDigest digest, OutgoingEvent what) =>
        JsonBody.Of(JsonBody.Members(("body", Text(digest, what))));

    private static IEnumerable<string> Labels(EventDigest digest, OutgoingEvent what, JiraSettings settings) =>
        ((string?[])["cavra", LabelOf(what.Id), digest.Episode is { } episode ? LabelOf(episode) : null])
            .OfType<string>().Concat(settings.Labels).Distinct();

    private static JsonObject Text(EventDigest digest, OutgoingEvent what)
    {
        var facts = string.Join('\n', digest.Facts.Select(fact => $"{fact.Key}: {fact.Value}"));
        string[] paragraphs = [digest.Title, .. digest.Lines, facts, $"Event {what.Id} of {JsonBody.Instant(what.Time)}"];
        var left = MaxParagraph;
        var content = new JsonArray();
        foreach (var paragraph in paragraphs.Where(text => text.Length > 0))
        {
            var fitting = VendorText.Characters(paragraph, Math.Max(1, Math.Min(left, MaxParagraph)));
            left -= fitting.Length;
            content.Add(Paragraph(fitting));
        }

        return JsonBody.Members(("type", "doc"), ("version", 1), ("content", content));
    }

    // A line break is a node of its own; an empty text is none.
    private static JsonObject Paragraph(string text)
    {
        var nodes = new JsonArray();
        foreach (var line in text.Split('\n').Select(VendorText.OneLine).Where(line => line.Length > 0))
        {
            if (nodes.Count > 0)
            {
                nodes.Add(JsonBody.Members(("type", "hardBreak")));
            }

            nodes.Add(JsonBody.Members(("type", "text"), ("text", line)));
        }

        return JsonBody.Members(("type", "paragraph"), ("content", nodes));
    }
}
