using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>What is said of a connector that is configured wrongly.</summary>
internal static class ConnectorProblems
{
    /// <param name="provider">The provider.</param>
    /// <param name="members">The connector's other members in YAML flow form.</param>
    public static string Of(string provider, string members)
    {
        using var rig = new DeliveryRig(
            $"connectors: {{hook: {{provider: {provider}, {members}}}}}", new Dictionary<string, string> { ["TOKEN"] = "canary-token-1" });
        return string.Join('\n', rig.Catalog.Problems);
    }
}
