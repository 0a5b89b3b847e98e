using System.Diagnostics;
using System.Globalization;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>
/// A shell that stops the server when its own input ends. That happens when Cavra lets go of it and also when Cavra dies,
/// however it dies, so that the server does not outlive it.
/// </summary>
internal sealed class StopGuard : IAsyncDisposable
{
    // Ctrl+C reaches everything in the terminal's group: Cavra must finish its work first, with the server still there.
    // Each line names the server to stop; a number is not enough to wait by, for a dead process may never be collected.
    private const string Script =
        """
        exec >/dev/null 2>&1
        trap '' INT TERM HUP QUIT
        while read -r line; do pid=$line; done
        test -n "$pid" && kill -INT "$pid" || exit 0
        for turn in $(seq 600); do
          kill -0 "$pid" && test "$(head -n 1 postmaster.pid)" = "$pid" || exit 0
          sleep 0.05
        done
        kill -QUIT "$pid"
        """;

    private readonly Process _shell;

    private StopGuard(Process shell) => _shell = shell;

    public static StopGuard Start(ServerUser user, string cluster) => new(user.Start("/bin/sh", ["-c", Script], cluster));

    /// <summary>From now on this is the server to stop.</summary>
    public async Task WatchAsync(int processId)
    {
        await _shell.StandardInput.WriteLineAsync(processId.ToString(CultureInfo.InvariantCulture));
        await _shell.StandardInput.FlushAsync();
    }

    /// <summary>Has the server stopped, fast, and waits until it is.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
