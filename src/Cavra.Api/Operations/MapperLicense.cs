namespace Cavra.Api.Operations;

/// <summary>The licence key of the mapper, and whether the mapper speaks of it in the log.</summary>
internal static class MapperLicense
{
    public const string Variable = "CAVRA_AUTOMAPPER_LICENSE";

    private const string Category = "LuckyPennySoftware.AutoMapper.License";

    /// <summary>The mapper's own variables, which it reads where Cavra's is not set.</summary>
    private static readonly string[] Variables = [Variable, "AUTOMAPPER_LICENSE_KEY", "LUCKYPENNY_LICENSE_KEY"];

    /// <summary>
    /// Whoever has given a key is told when it is not valid or runs out. Whoever has not is not warned at each start: the mapper can't know
    /// whether they need one, and docs/licences.md says who does. The category is the one that the mapper's own pages name for this.
    /// </summary>
    public static ILoggingBuilder AddMapperLicense(this ILoggingBuilder logging, IConfiguration configuration) => logging.AddFilter(
        Category, Variables.Any(name => !string.IsNullOrWhiteSpace(configuration[name])) ? LogLevel.Warning : LogLevel.None);
}
