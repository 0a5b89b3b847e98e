using Cavra.Cli.Terminals;
using Spectre.Console;

namespace Cavra.Cli.Hosting;

/// <summary>What a person needs once the service runs: where it is, where the key is, what to do next. Never the key.</summary>
internal sealed class Welcome(Terminal terminal)
{
    /// <param name="addresses">Where the service listens.</param>
    /// <param name="written">The key file written just now; null when there were keys already.</param>
    /// <param name="usual">Where the first start wrote its key file, if it has not been moved.</param>
    /// <param name="isEmbedded">Whether the database is Cavra's own.</param>
    public void Print(IReadOnlyList<string> addresses, string? written, string usual, bool isEmbedded)
    {
        // Beside the log where the log is read by a machine, so that every line of it stays JSON.
        var console = terminal.IsPerson ? terminal.Out : terminal.Error;
        var server = addresses[0].Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal);
        var key = Path.GetFullPath(written ?? usual);
        string[] lines =
        [
            $"Cavra serves on {string.Join(" and ", addresses)}",
            $"Database: {(isEmbedded ? "embedded, in the data directory" : "the one of CAVRA_DATABASE")}",
            KeyLine(key, written is not null),
            $"Next: {Command} health --server {server} --key-file {key}",
            $"  or: curl -H \"Authorization: Bearer $(cat {key})\" {server}/console/session",
            $"Approving live retries needs a second person's key: {Command} keys create NAME --role approver",
            "Stop with Ctrl+C.",
        ];
        console.WriteLine();
        foreach (var line in lines)
        {
            console.WriteLine(PlainText.Of(line));
        }

        console.WriteLine();
    }

    // What a person can paste: somebody who has built it has no command of that name on the path.
    private static string Command { get; } = IsOnPath() ? "cavra" : Path.Combine(AppContext.BaseDirectory, "cavra");

    private static bool IsOnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => directory.Length > 0 && File.Exists(Path.Combine(directory, "cavra")));

    private static string KeyLine(string key, bool isNew) => isNew
        ? $"The administrator's key was written to {key}; only you can read it."
        : $"Keys were issued before; the administrator's was written to {key}.";
}
