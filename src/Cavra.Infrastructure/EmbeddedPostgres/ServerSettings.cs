using System.Globalization;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>The settings that Cavra starts its server with; they win over the cluster's own files.</summary>
internal static class ServerSettings
{
    /// <summary>As options of <c>pg_ctl -o</c>, which a shell splits: no value may need quoting.</summary>
    public static string Of(EmbeddedPostgresOptions options, string socketDirectory)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "",
            ["unix_socket_directories"] = socketDirectory,
            ["unix_socket_permissions"] = "0700",
            ["port"] = "5432",
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",

            // Errors quote the values of statements, and values are not for logs: only the server's own fate is logged.
            ["log_min_messages"] = "log",
            ["log_min_error_statement"] = "panic",
            ["log_error_verbosity"] = "terse",
            ["log_checkpoints"] = "off",

            // Short statements gain nothing from being compiled.
            ["jit"] = "off",
        };

        if (!options.Durable)
        {
            settings["fsync"] = "off";
            settings["synchronous_commit"] = "off";
            settings["full_page_writes"] = "off";
        }

        return string.Join(' ', settings.Select(setting => $"-c {setting.Key}={setting.Value}"));
    }
}

/// <summary>How the embedded PostgreSQL is run; the defaults are those of production.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Whether a commit survives a power cut. Only throw-away databases of tests may say no.</summary>
    public bool Durable { get; init; } = true;

    public int MaxConnections { get; init; } = 200;

    /// <summary>Bytes that must be free before the server is started: a segment of the write-ahead log and room to work.</summary>
    public long FreeSpaceNeeded { get; init; } = 64L * 1024 * 1024;

    /// <summary>How long a start may take, recovery from a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Directories to look for PostgreSQL in, best first. A last name of <c>*</c> patterns is matched, newest first.</summary>
    public IReadOnlyList<string> InstallPlaces { get; init; } = PostgresBinaries.UsualPlaces();

    /// <summary>
    /// Where a cluster goes that its server's user could not reach below the data directory, as under the home of root;
    /// the data directory then holds a link to it.
    /// </summary>
    public string ReachablePlace { get; init; } = "/var/lib/cavra";
}
