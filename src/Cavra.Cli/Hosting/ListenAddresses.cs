namespace Cavra.Cli.Hosting;

/// <summary>The addresses to serve on.</summary>
internal static class ListenAddresses
{
    public static bool AreValid(string urls) => Split(urls) is { Length: > 0 } all && all.All(IsAddress);

    public static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text.Replace("//*", "//any-host", StringComparison.Ordinal).Replace("//+", "//any-host", StringComparison.Ordinal), UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https" && url.UserInfo is "" && url.AbsolutePath is "/" && url.Query is "";
}
