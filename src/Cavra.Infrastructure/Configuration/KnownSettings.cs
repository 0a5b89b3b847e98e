namespace Cavra.Infrastructure.Configuration;

/// <summary>Every setting whose name begins with <c>CAVRA_</c>. One that is not here is refused.</summary>
public static class KnownSettings
{
    /// <summary>What their names begin with.</summary>
    public const string Prefix = "CAVRA_";

    /// <summary>The settings of the service.</summary>
    public static IReadOnlyList<string> OfService { get; } =
    [
        "CAVRA_AUTOMAPPER_LICENSE",
        "CAVRA_CONNECTOR_CONFIG",
        "CAVRA_CORS_ORIGINS",
        "CAVRA_DATABASE",
        "CAVRA_FORWARDED_NETWORKS",
        "CAVRA_GO_ROLLBACK_DRILL_DUE_SOON_DAYS",
        "CAVRA_GO_ROLLBACK_DRILL_HISTORY",
        "CAVRA_GO_ROLLBACK_DRILL_SCHEDULE",
        "CAVRA_HEARTBEAT_NETWORKS",
        "CAVRA_IDENTITY_CONFIG",
        "CAVRA_LOG_KEYS",
        "CAVRA_LOG_MEMORY",
        "CAVRA_MAX_CONNECTIONS",
        "CAVRA_METRICS_URLS",
        "CAVRA_OIDC_AUDIENCE",
        "CAVRA_OIDC_AUTHORITY",
        "CAVRA_PATH_BASE",
        "CAVRA_RATE_ADDRESS_BURST",
        "CAVRA_RATE_ADDRESS_PER_SECOND",
        "CAVRA_RATE_FAILED_AUTHENTICATION_BURST",
        "CAVRA_RATE_FAILED_AUTHENTICATION_PER_SECOND",
        "CAVRA_RATE_OPEN_BURST",
        "CAVRA_RATE_OPEN_PER_SECOND",
        "CAVRA_RATE_READS_BURST",
        "CAVRA_RATE_READS_PER_SECOND",
        "CAVRA_RATE_WRITES_BURST",
        "CAVRA_RATE_WRITES_PER_SECOND",
        "CAVRA_ROLES",
        "CAVRA_SESSION_HOURS",
        "CAVRA_SESSION_IDLE_MINUTES",
        "CAVRA_TIMESTAMPS",
        "CAVRA_WITNESSES",
    ];

    /// <summary>What the commands that speak to a server read. They may be set where the service starts.</summary>
    public static IReadOnlyList<string> OfCommands { get; } = ["CAVRA_KEY", "CAVRA_SERVER", "CAVRA_TOKEN", "CAVRA_TOKEN_FILE"];

    /// <summary>What the tests and the scripts beside the service read.</summary>
    public static IReadOnlyList<string> OfScripts { get; } =
        [
            "CAVRA_MIGRATE_DATABASE", "CAVRA_TEST_BEFORE", "CAVRA_TEST_NO_CONTAINERS", "CAVRA_TEST_NO_RELEASE", "CAVRA_TEST_POSTGRES",
            "CAVRA_TEST_POSTGRES_IMAGE", "CAVRA_TEST_RELEASE", "CAVRA_UPDATE_SNAPSHOTS",
        ];

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } =
        new HashSet<string>([.. OfService, .. OfCommands, .. OfScripts], StringComparer.OrdinalIgnoreCase);

    /// <summary>The setting of the service whose name takes the fewest letters to change, add or leave out.</summary>
    public static string NearestTo(string name)
    {
        var wanted = name.ToUpperInvariant();
        return OfService.Concat(OfCommands).MinBy(known => Distance(wanted, known))!;
    }

    private static int Distance(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var (row, letter) in from.Index())
        {
            var current = new int[to.Length + 1];
            current[0] = row + 1;
            for (var column = 1; column <= to.Length; column++)
            {
                var changed = above[column - 1] + (letter == to[column - 1] ? 0 : 1);
                current[column] = Math.Min(changed, Math.Min(above[column], current[column - 1]) + 1);
            }

            above = current;
        }

        return above[^1];
    }
}
