using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Jira;

/// <summary>Looks for the issue that an event or its episode has already.</summary>
internal sealed class JiraSearch(JiraSite site, DeliveryTry attempt)
{
    // Jira's search may not know an issue for seconds after it was made.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public async Task<JiraFound> FindAsync(EventDigest digest, CancellationToken cancellationToken)
    {
        if (digest.Episode is not null && attempt.EpisodeReference is { } known)
        {
            return new JiraFound(known, null, null);
        }

        var label = JiraDocument.LabelOf(digest.Episode ?? attempt.Event.Id);
        var found = await LookAsync(label, cancellationToken);
        if (found is not { Key: null, Failure: null } || !attempt.IsRepeat)
        {
            return found;
        }

        await site.WaitAsync(Settling, cancellationToken);
        return await LookAsync(label, cancellationToken);
    }

    private async Task<JiraFound> LookAsync(string label, CancellationToken cancellationToken)
    {
        var jql = $"project = \"{Quoted(site.Settings.Project)}\" AND labels = \"{Quoted(label)}\"";
        var query = JsonBody.Members(
            ("jql", jql), ("fields", new JsonArray("labels", "status")), ("maxResults", 2));
        var answer = await site.PostAsync("search/jql", query, cancellationToken);
        if (answer.Status != 200 || JiraVerdict.IsAnonymous(answer) || answer.Json().At("issues") is not { } issues)
        {
            return new JiraFound(null, answer, JiraVerdict.Failure(answer, site.Now));
        }

        // What the search says is believed only where the issue carries the label.
        var key = ((JsonElement?)issues).Items()
            .Where(issue => issue.At("fields").At("labels").Texts().Contains(label))
            .Select(issue => issue.TextAt("key")).FirstOrDefault();
        return new JiraFound(key, answer, null);
    }

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}

/// <summary>What a search for an issue found.</summary>
/// <param name="Key">The issue's key; null when there is none.</param>
/// <param name="Answer">Jira's answer; null where it was not asked.</param>
/// <param name="Failure">Why it could not be told; null when it could.</param>
internal sealed record JiraFound(string? Key, ReceiverAnswer? Answer, TryOutcome? Failure);
