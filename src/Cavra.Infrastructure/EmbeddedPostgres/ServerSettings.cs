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
