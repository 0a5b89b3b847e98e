using Cavra.Cli.Access;
using Cavra.Cli.Databases;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Hosting;

/// <summary>What a person needs once the service runs: where it is, where the key is, what to do next. Never the key.</summary>
internal sealed class Welcome(Terminal terminal)
{
    private const string BuiltIn = "src/Cavra.Cli/bin/Release/net10.0";

    public void Print(Started started)
    {
        var server = ListenAddresses.FromHere(started.Addresses[0]);
        var key = Path.GetFullPath(started.KeyFile ?? Path.Combine(started.DataDirectory, "admin.key"));
        string[] lines =
        [
            $"Cavra serves on {string.Join(" and ", started.Addresses)}",
            .. started.Monitoring.Count > 0 ? [$"Health and figures, without a key: {string.Join(" and ", started.Monitoring)}"] : (string[])[],
            .. started.HasConsole ? [ConsoleLine(server, started)] : (string[])[],
            $"Database: {(started.IsEmbedded ? "embedded, in the data directory" : "the one of CAVRA_DATABASE")}",
            .. started.HasConsole ? NextSteps(server, key, started.KeyFile is not null) : WorkerLines(server),
            "Stop with Ctrl+C.",
        ];

        // Beside the log where the log is read by a machine, so that every line of it stays JSON; unfolded, so that a link stays whole.
        var writer = terminal.IsPerson ? terminal.OutputWriter : terminal.ErrorWriter;
        writer.WriteLine();
        foreach (var line in lines)
        {
            writer.WriteLine(PlainText.Of(line));
        }

        writer.WriteLine();
    }

    /// <summary>What a person can paste: somebody who has built it has no command of that name on the path.</summary>
    public static string Command { get; } = IsOnPath() ? "cavra" : Pasted(BesideProgram(AppContext.BaseDirectory));

    /// <summary>The command of a program: in a checkout its script, which finds the .NET there is; else what lies beside the program.</summary>
    public static string BesideProgram(string directory)
    {
        var root = Path.GetFullPath(Path.Combine(directory, "..", "..", "..", "..", ".."));
        var script = Path.Combine(root, "cavra");
        return Path.TrimEndingDirectorySeparator(Path.GetRelativePath(root, directory)) == BuiltIn && File.Exists(script)
            ? script
            : Path.Combine(directory, "cavra");
    }

    /// <summary>A path as a shell takes it for one word.</summary>
    public static string Pasted(string path) =>
        path.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? path : $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool IsOnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => directory.Length > 0 && File.Exists(Path.Combine(directory, "cavra")));

    private static string ConsoleLine(string server, Started started)
    {
        if (started.OneTime is { } oneTime)
        {
            return $"Console: {SignInAddress.Of(server, oneTime)}  (signs in once, within 15 minutes)";
        }

        var further = started.DataDirectory == DataDirectoryOption.Default ? "" : $" --data-dir {Pasted(Path.GetFullPath(started.DataDirectory))}";
        further += server == ServerVerb.DefaultServer ? "" : $" --server {server}";
        return $"Console: {server}/  (sign in: {Command} signin{further})";
    }

    private static string[] NextSteps(string server, string key, bool isNew) =>
    [
        KeyLine(key, isNew),
        $"Next: {Command} health --server {server} --key-file {Pasted(key)}",
        $"  or: curl -H \"Authorization: Bearer $(cat {Pasted(key)})\" {server}/console/session",
    ];

    // A worker has no key, and answers for its health and figures only.
    private static string[] WorkerLines(string server) =>
        ["It works, and serves its health and figures only: the API is where CAVRA_ROLES holds api.", $"Next: curl {server}/health/ready"];

    private static string KeyLine(string key, bool isNew) => isNew
        ? $"The administrator's key was written to {key}; only you can read it."
        : $"Keys were issued before; the administrator's was written to {key}.";
}

/// <summary>A start of the service, as it is told to a person.</summary>
/// <param name="Addresses">Where the service listens.</param>
/// <param name="DataDirectory">As it was given.</param>
/// <param name="KeyFile">The key file written just now; null when there were keys already.</param>
/// <param name="OneTime">The secret part of a sign-in link made just now; null when there were keys already.</param>
/// <param name="HasConsole">Whether it serves the console.</param>
/// <param name="IsEmbedded">Whether the database is Cavra's own.</param>
internal sealed record Started(
    IReadOnlyList<string> Addresses, string DataDirectory, string? KeyFile, string? OneTime, bool HasConsole, bool IsEmbedded)
{
    /// <summary>Where health and figures alone are served.</summary>
    public IReadOnlyList<string> Monitoring { get; init; } = [];
}
