namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Where the files of the log's signing keys are.</summary>
/// <param name="Path">A directory; null when this process has none and can't sign.</param>
public sealed record LogKeyDirectory(string? Path)
{
    /// <summary>The setting that names it.</summary>
    public const string Variable = "CAVRA_LOG_KEYS";

    /// <summary>Its name beside the data, where no setting names another.</summary>
    public const string DefaultName = "log-keys";

    /// <summary>The directory that the environment names, else the one beside the data.</summary>
    public static string Beside(string dataDirectory) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? named
        : System.IO.Path.Combine(dataDirectory, DefaultName);

    internal string? Find(string reference) => Path is null ? null : System.IO.Path.Combine(Path, reference);
}
