using System.Globalization;
using System.Text;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Delivery.Providers.Webhook;

/// <summary>Signs as Standard Webhooks says: over <c>id.timestamp.body</c>, one signature a key.</summary>
internal sealed class WebhookSignature(IReadOnlyList<WebhookKey> keys)
{
    private const int MostOfAKind = 2;

    /// <summary>
    /// Reads <c>signing_secret_env</c> and <c>signing_secret_file</c>; of each kind, two keys are valid while one replaces the other.
    /// </summary>
    public static WebhookSignature Read(ConnectorMembers members)
    {
        var given = members.Secrets("signing_secret").Select(secret => WebhookKey.Read(secret.Reveal())).ToList();
        if (given.Contains(null))
        {
            members.Refuse("signing_secret", $"must be kept as {WebhookKey.Form}");
        }

        var keys = given.OfType<WebhookKey>().ToList();
        if (keys.CountBy(key => key.IsPrivate).Any(kind => kind.Value > MostOfAKind))
        {
            members.Refuse("signing_secret", "may be two keys of a kind at most");
        }

        return new WebhookSignature(keys);
    }

    /// <summary>The headers that identify and sign a request; the signature is left out where there is no key.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers(string id, DateTimeOffset now, byte[] body)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        yield return new("webhook-id", id);
        yield return new("webhook-timestamp", timestamp);
        if (keys.Count > 0)
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
            yield return new("webhook-signature", string.Join(' ', keys.Select(key => key.Sign(signed))));
        }
    }
}
