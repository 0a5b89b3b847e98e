using System.Globalization;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>The server process that a cluster's <c>postmaster.pid</c> names.</summary>
internal sealed record Postmaster(int ProcessId, string Cluster, string? SocketDirectory)
{
    private static string PidFile(string cluster) => Path.Combine(cluster, "postmaster.pid");

    /// <summary>The process recorded, alive or not; null when none is.</summary>
    public static Postmaster? Recorded(string cluster)
    {
        try
        {
            var lines = File.ReadAllLines(PidFile(cluster));
            return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
                ? new Postmaster(processId, cluster, lines.ElementAtOrDefault(4))
                : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether the process lives and is this cluster's server, not one that was given its number later.</summary>
    public async Task<bool> RunsAsync(ServerUser user, CancellationToken cancellationToken)
    {
        const string IsServer =
            """
            if test -d /proc/self; then test "/proc/$1/cwd" -ef "$2"; else ps -p "$1" -o comm= | grep -q postgres; fi
            """;
        return (await user.RunShellAsync(IsServer, [Number, Cluster], cancellationToken)).Succeeded;
    }

    /// <summary>
    /// Ends a server that outlived the Cavra that started it, and clears away what it left behind. Only for the owner of the
    /// cluster's lock.
    /// </summary>
    public async Task PutAwayAsync(PostgresBinaries binaries, ServerUser user, CancellationToken cancellationToken)
    {
        if (await RunsAsync(user, cancellationToken))
        {
            var fast = await StopAsync("fast");
            _ = fast.Succeeded ? fast : await StopAsync("immediate");
        }
        else if (await user.HoldsAsync("kill -0 \"$1\"", Number, cancellationToken))
        {
            // The number now belongs to some other process of this user, for which PostgreSQL would refuse to start.
            File.Delete(PidFile(Cluster));
            File.Delete(SocketPlace.SocketOf(Cluster) + ".lock");
        }

        SocketPlace.Remove(SocketDirectory, Cluster);

        Task<ProgramAnswer> StopAsync(string mode) =>
            user.RunAsync(binaries.PgCtl, ["stop", "-s", "-w", "-t", "30", "-m", mode], cancellationToken, Cluster);
    }

    private string Number => ProcessId.ToString(CultureInfo.InvariantCulture);
}
