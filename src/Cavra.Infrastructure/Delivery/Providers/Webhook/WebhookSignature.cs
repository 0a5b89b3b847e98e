using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Delivery.Providers.Webhook;

/// <summary>Signs as Standard Webhooks says: HMAC-SHA256 over <c>id.timestamp.body</c>, one signature a key.</summary>
internal sealed class WebhookSignature(IReadOnlyList<byte[]> keys)
{
    private const string Prefix = "whsec_";
    private const int MaxKeys = 2;

    /// <summary>
    /// Reads <c>signing_secret_env</c> and <c>signing_secret_file</c>; two keys are valid while one replaces the other.
    /// </summary>
    public static WebhookSignature Read(ConnectorMembers members)
    {
        var given = members.Secrets("signing_secret");
        if (given.Count > MaxKeys)
        {
            members.Refuse("signing_secret", "may be two keys at most");
        }

        return new WebhookSignature([.. given.Select(secret => Key(members, secret))]);
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
            var signatures = keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
            yield return new("webhook-signature", string.Join(' ', signatures));
        }
    }

    private static byte[] Key(ConnectorMembers members, Secret secret)
    {
        var text = secret.Reveal();
        var key = new byte[text.Length];
        if (text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length)
            && length is >= 24 and <= 64)
        {
            return key[..length];
        }

        members.Refuse("signing_secret", "must be kept as whsec_ and the base64 form of 24 to 64 bytes");
        return [];
    }
}
