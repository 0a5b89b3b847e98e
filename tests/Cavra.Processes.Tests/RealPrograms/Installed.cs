namespace Cavra.Processes.Tests.RealPrograms;

/// <summary>
/// The receivers that are installed on this machine, and the programs that check what Cavra is deployed with, each as a source of one fixture or
/// of none: what is missing is left out, and the test command says so.
/// </summary>
internal static class Installed
{
    /// <summary>Prometheus Alertmanager, by Debian's name and by its own.</summary>
    public static IReadOnlyList<string> Alertmanager => First("prometheus-alertmanager", "alertmanager");

    /// <summary>rsyslog, where it has what it speaks TLS by.</summary>
    public static IReadOnlyList<string> Rsyslog => Libraries.Any(HasTls) ? First("rsyslogd") : [];

    /// <summary>stunnel, by Debian's name and by its own.</summary>
    public static IReadOnlyList<string> Stunnel => First("stunnel4", "stunnel");

    /// <summary>Postfix, which root alone can run.</summary>
    public static IReadOnlyList<string> Postfix => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? First("postfix") : [];

    /// <summary>What checks and tests Prometheus's rules.</summary>
    public static IReadOnlyList<string> Promtool => First("promtool");

    /// <summary>What checks Alertmanager's configuration.</summary>
    public static IReadOnlyList<string> Amtool => First("amtool");

    /// <summary>What renders the manifests for Kubernetes.</summary>
    public static IReadOnlyList<string> Kubectl => First("kubectl");

    /// <summary>nginx.</summary>
    public static IReadOnlyList<string> Nginx => First("nginx");

    /// <summary>What stands before Cavra, each by itself.</summary>
    public static IReadOnlyList<string> Gateways => [.. Nginx, .. Caddy];

    /// <summary>Caddy.</summary>
    public static IReadOnlyList<string> Caddy => First("caddy");

    /// <summary>What pools connections to PostgreSQL.</summary>
    public static IReadOnlyList<string> PgBouncer => First("pgbouncer");

    /// <summary>What builds and runs containers, which root alone can everywhere; none where it does not work, as the test command finds out.</summary>
    public static IReadOnlyList<string> Podman =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CAVRA_TEST_NO_CONTAINERS") is null
            ? First("podman") : [];

    // The PATH of a plain user may not lead to where servers are.
    private static IEnumerable<string> Directories =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/local/sbin").Append("/usr/sbin").Append("/sbin");

    // Debian has a further level, which is named for the machine's kind.
    private static IEnumerable<string> Libraries => new[] { "/usr/lib", "/usr/lib64" }.Where(Directory.Exists)
        .SelectMany(libraries => Directory.EnumerateDirectories(libraries).Append(libraries));

    private static bool HasTls(string libraries) => File.Exists(Path.Combine(libraries, "rsyslog", "lmnsd_gtls.so"));

    private static string[] First(params string[] names) =>
        [.. names.SelectMany(name => Directories.Select(directory => Path.Combine(directory, name))).Where(File.Exists).Take(1)];
}
