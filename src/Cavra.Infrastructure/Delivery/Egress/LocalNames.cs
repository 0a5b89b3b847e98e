namespace Cavra.Infrastructure.Delivery.Egress;

/// <summary>Names that mean the machine which resolves them, or the metadata service of the cloud that it is in.</summary>
internal static class LocalNames
{
    private static readonly string[] Loopback = ["localhost", "localhost.localdomain", "localhost6", "ip6-localhost", "ip6-loopback"];

    private static readonly string[] Metadata =
        ["metadata", "metadata.google.internal", "metadata.goog", "metadata.azure.internal", "instance-data", "instance-data.ec2.internal"];

    /// <summary>The rule that the name breaks; null for any other name.</summary>
    public static string? Broken(string host)
    {
        var name = host.TrimEnd('.');
        if (Loopback.Contains(name, StringComparer.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return "loopback";
        }

        return Metadata.Contains(name, StringComparer.OrdinalIgnoreCase) ? AddressRules.CloudMetadata : null;
    }
}
