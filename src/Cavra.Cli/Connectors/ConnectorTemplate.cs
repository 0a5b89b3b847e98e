using Cavra.Infrastructure.Configuration;

namespace Cavra.Cli.Connectors;

/// <summary>
/// A connector file to fill in. A line that begins with # and a member's name, without a blank, becomes that member when the #
/// is taken away; all of them can be at once.
/// </summary>
internal static class ConnectorTemplate
{
    private const string Prefix = "connectors/";

    // These don't speak HTTP.
    private static readonly string[] OverSockets = ["email", "syslog"];

    /// <summary>The providers that Cavra speaks, in their order.</summary>
    public static IReadOnlyList<string> Providers => KnownProviders.Names;

    public static string Of(string provider)
    {
        var lines = Part(provider).Concat(OverSockets.Contains(provider) ? [] : Part("_http")).Concat(Part("_common"));
        string[] head =
        [
            "# Secrets are named, never written here: by environment variable (…_env) or by file beside this one (…_file).",
            "# Take the # away from what you want; a member that is left out has its default.",
            "connectors:",
            $"  {provider}:                                    # any name; it is what deliveries call it",
            $"    provider: {provider}",
        ];
        return string.Concat(head.Concat(lines.Select(line => $"    {line}")).Select(line => $"{line}\n"));
    }

    private static string[] Part(string name)
    {
        using var stream = typeof(ConnectorTemplate).Assembly.GetManifestResourceStream($"{Prefix}{name}.yaml")
            ?? throw new InvalidOperationException($"There is no template for {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd().Split('\n');
    }
}
