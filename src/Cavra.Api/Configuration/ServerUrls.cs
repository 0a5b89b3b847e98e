namespace Cavra.Api.Configuration;

/// <summary>Addresses to listen on, as they are written: separated by semicolons.</summary>
internal static class ServerUrls
{
    /// <summary>What the host listens on where nothing is configured.</summary>
    public const string Default = "http://localhost:5000";

    /// <summary>The setting that holds the addresses of the API.</summary>
    public const string Setting = "urls";

    public static bool AreValid(string urls) => Split(urls) is { Length: > 0 } all && all.All(IsAddress);

    public static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether two of them have a port in common; 0 stands for one that is free.</summary>
    public static bool ShareAPort(IEnumerable<string> some, IEnumerable<string> others) =>
        some.Select(PortOf).Where(port => port != 0).Intersect(others.Select(PortOf)).Any();

    public static int PortOf(string url) => BindingAddress.Parse(url).Port;

    // A name would be listened to on every address of the machine, whatever it resolves to; so only numbers, localhost and the
    // stars, which say so, are addresses.
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text.Replace("//*", "//any-host", StringComparison.Ordinal).Replace("//+", "//any-host", StringComparison.Ordinal), UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https" && url.UserInfo is "" && url.AbsolutePath is "/" && url.Query is ""
        && (url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || url.Host is "localhost" or "any-host");
}
