namespace Cavra.Infrastructure.Net;

/// <summary>Names that mean the machine which resolves them, or the metadata service of the cloud that it is in.</summary>
internal static class LocalNames
{
    public const string Localhost = "localhost";

    public static readonly string[] Loopback = [Localhost, "localhost.localdomain", "localhost6", "ip6-localhost", "ip6-loopback"];

    public static readonly string[] Metadata =
        ["metadata", "metadata.google.internal", "metadata.goog", "metadata.azure.internal", "instance-data", "instance-data.ec2.internal"];

    /// <summary>The rule that the name breaks; null for any other name.</summary>
    public static string? Broken(string host)
    {
        var name = host.TrimEnd('.');
        if (Loopback.Contains(name, StringComparer.OrdinalIgnoreCase)
            || name.EndsWith("." + Localhost, StringComparison.OrdinalIgnoreCase))
        {
            return "loopback";
        }

        return Metadata.Contains(name, StringComparer.OrdinalIgnoreCase) ? AddressRules.CloudMetadata : null;
    }
}
