namespace Cavra.Processes.Tests.RealPrograms;

/// <summary>
/// The receivers that are installed on this machine, each as a source of one fixture or of none: what is missing is left out, and the
/// test command says so.
/// </summary>
internal static class Installed
{
    /// <summary>Prometheus Alertmanager, by Debian's name and by its own.</summary>
    public static IReadOnlyList<string> Alertmanager => First("prometheus-alertmanager", "alertmanager");

    // The PATH of a plain user may not lead to where servers are.
    private static IEnumerable<string> Directories =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/local/sbin").Append("/usr/sbin").Append("/sbin");

    private static string[] First(params string[] names) =>
        [.. names.SelectMany(name => Directories.Select(directory => Path.Combine(directory, name))).Where(File.Exists).Take(1)];
}
