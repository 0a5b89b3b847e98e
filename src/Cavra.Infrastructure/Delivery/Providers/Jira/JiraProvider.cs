using System.Text.Json.Nodes;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Jira;

/// <summary>
/// Makes an issue of an event; of an episode one issue, with a comment for each later event and a transition at its end. An issue
/// is looked up by its label before it is made, and read back by its key afterwards.
/// </summary>
internal sealed class JiraProvider : Provider<JiraSettings, HttpExchange>
{
    public override string Name => "jira";

    protected override JiraSettings? Read(ConnectorMembers members) => JiraSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, JiraSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var digest = EventDigest.Of(attempt.Event);
        var site = new JiraSite(settings, exchange);
        var found = await new JiraSearch(site, attempt).FindAsync(digest, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        return (found.Key, digest.Episode) switch
        {
            (null, not null) when digest.IsResolved => HttpVerdict.Taken(found.Answer!, DeliveryOutcome.Accepted),
            (null, _) => await CreateAsync(attempt, digest, settings, site, cancellationToken),
            ({ } key, null) => HttpVerdict.Taken(found.Answer!, DeliveryOutcome.Confirmed, key),
            ({ } key, _) => await new JiraEpisode(site, attempt, digest).GoOnAsync(key, cancellationToken),
        };
    }

    protected override async Task<bool> HasItAsync(
        DeliveryTry attempt, JiraSettings settings, string reference, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var answer = await new JiraSite(settings, exchange)
            .GetAsync($"issue/{Uri.EscapeDataString(reference)}?fields=labels,status,project", cancellationToken);
        return answer.Status == 200
            && answer.Json().At("fields").At("labels").Texts().Contains(JiraDocument.LabelOf(attempt.Event.Id));
    }

    private static async Task<TryOutcome> CreateAsync(
        DeliveryTry attempt, EventDigest digest, JiraSettings settings, JiraSite site, CancellationToken cancellationToken)
    {
        var answer = await site.PostAsync("issue", JiraDocument.Issue(digest, attempt.Event, settings), cancellationToken);
        if (answer.Status != 201 || answer.Json().TextAt("key") is not { Length: > 0 } key)
        {
            return JiraVerdict.Failure(answer, site.Now);
        }

        return HttpVerdict.Taken(
            answer, settings.ConfirmTime > TimeSpan.Zero ? DeliveryOutcome.Unconfirmed : DeliveryOutcome.Accepted, key);
    }
}

/// <summary>The paths of a Jira site's REST interface.</summary>
internal sealed class JiraSite(JiraSettings settings, HttpExchange exchange)
{
    public JiraSettings Settings => settings;

    public DateTimeOffset Now => exchange.Clock.GetUtcNow();

    public Task<ReceiverAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        exchange.SendAsync(HttpCall.Get(Url(path)).With("Accept", "application/json"), cancellationToken);

    public Task<ReceiverAnswer> PostAsync(string path, byte[] body, CancellationToken cancellationToken) =>
        exchange.SendAsync(HttpCall.Post(Url(path), body).With("Accept", "application/json"), cancellationToken);

    public Task<ReceiverAnswer> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        PostAsync(path, JsonBody.Of(body), cancellationToken);

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, exchange.Clock, cancellationToken);

    private Uri Url(string path) => settings.Http.Under($"rest/api/3/{path}");
}
