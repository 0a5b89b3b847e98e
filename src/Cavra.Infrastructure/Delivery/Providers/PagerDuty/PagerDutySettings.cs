using System.Security.Cryptography;
using System.Text;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.PagerDuty;

/// <summary>What a PagerDuty connector has of its own.</summary>
/// <param name="Http">What every provider over HTTP has.</param>
/// <param name="RoutingKey">Names the service to page; it stands in the body and is a secret.</param>
/// <param name="Source">What is said to be unwell.</param>
internal sealed record PagerDutySettings(HttpBasis Http, Secret RoutingKey, string Source) : HttpSettings(Http)
{
    private const string DefaultUrl = "https://events.pagerduty.com/v2/enqueue";
    private const int KeyLength = 32;
    private const int FingerprintBytes = 8;
    private const string FingerprintPrefix = "routing-key-";

    /// <summary>Tells one routing key from another and shows neither: an alert can only be ended under the key that began it.</summary>
    public string KeyFingerprint => FingerprintPrefix + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"cavra.pagerduty.key.v1:{RoutingKey.Reveal()}"))[..FingerprintBytes]);

    /// <summary>Whether what was kept of an episode says that it began under another routing key.</summary>
    public bool IsOfAnotherKey(string? reference) =>
        reference is not null && reference.StartsWith(FingerprintPrefix, StringComparison.Ordinal) && reference != KeyFingerprint;

    public static PagerDutySettings? Read(ConnectorMembers members)
    {
        var key = members.RequiredSecret("routing_key");
        if (key is not null && !IsRoutingKey(key.Reveal()))
        {
            members.Refuse(
                "routing_key", "must be the 32 letters and digits of an Events API v2 integration; a key of the REST API is none");
        }

        var http = members.Http(members.EndpointOr(DefaultUrl));
        var source = members.Text("source") ?? "cavra";
        return http is null || key is null ? null : new PagerDutySettings(http, key, source);
    }

    private static bool IsRoutingKey(string text) => text.Length == KeyLength && text.All(char.IsAsciiLetterOrDigit);
}
