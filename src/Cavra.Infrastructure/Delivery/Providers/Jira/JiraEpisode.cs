using System.Text;
using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Jira;

/// <summary>Goes on with the issue of an episode: a comment for each event, and a transition when the trouble is over.</summary>
internal sealed class JiraEpisode(JiraSite site, DeliveryTry attempt, EventDigest digest)
{
    public async Task<TryOutcome> GoOnAsync(string key, CancellationToken cancellationToken)
    {
        var issue = $"issue/{Uri.EscapeDataString(key)}";
        var answer = await CommentAsync(issue, cancellationToken);
        if (answer.Status is not (200 or 201) || answer.Json() is null)
        {
            return JiraVerdict.Failure(answer, site.Now);
        }

        return digest.IsResolved && site.Settings.ResolveTransition is { } name
            ? await ResolveAsync(issue, key, name, cancellationToken)
            : HttpVerdict.Taken(answer, DeliveryOutcome.Confirmed, key);
    }

    // After a try whose outcome is unknown, the comment may be there.
    private async Task<ReceiverAnswer> CommentAsync(string issue, CancellationToken cancellationToken)
    {
        if (attempt.IsRepeat)
        {
            var comments = await site.GetAsync($"{issue}/comment?orderBy=-created&maxResults=20", cancellationToken);
            if (comments.Status == 200 && Encoding.UTF8.GetString(comments.Body).Contains(attempt.Event.Id, StringComparison.Ordinal))
            {
                return comments;
            }
        }

        return await site.PostAsync($"{issue}/comment", JiraDocument.Comment(digest, attempt.Event), cancellationToken);
    }

    private async Task<TryOutcome> ResolveAsync(string issue, string key, string name, CancellationToken cancellationToken)
    {
        var listed = await site.GetAsync($"{issue}/transitions", cancellationToken);
        if (listed.Status != 200 || listed.Json().At("transitions") is not { } transitions)
        {
            return JiraVerdict.Failure(listed, site.Now);
        }

        var id = ((JsonElement?)transitions).Items()
            .Where(transition => string.Equals(transition.TextAt("name"), name, StringComparison.OrdinalIgnoreCase))
            .Select(transition => transition.TextAt("id")).FirstOrDefault();
        if (id is null)
        {
            // Where it stands it has no such way on: somebody has moved it already, or the name is wrong. The comment says the rest.
            return HttpVerdict.Taken(listed, DeliveryOutcome.Confirmed, key);
        }

        var moved = await site.PostAsync(
            $"{issue}/transitions", JsonBody.Members(("transition", JsonBody.Members(("id", id)))), cancellationToken);
        return moved.Status is 204 or 200 ? HttpVerdict.Taken(moved, DeliveryOutcome.Confirmed, key) : JiraVerdict.Failure(moved, site.Now);
    }
}
