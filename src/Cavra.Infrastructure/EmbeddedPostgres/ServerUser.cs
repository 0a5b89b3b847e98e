using System.Diagnostics;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>Whom PostgreSQL's programs run as: the user Cavra runs as or, because PostgreSQL refuses root, another.</summary>
internal sealed record ServerUser(string Name, bool IsAnother)
{
    private static readonly string[] Unprivileged = ["postgres", "nobody"];

    /// <summary>The user to run as; null when this is root and there is no other.</summary>
    public static async Task<ServerUser?> FindAsync(CancellationToken cancellationToken)
    {
        var self = new ServerUser(Environment.UserName, IsAnother: false);
        if (!Environment.IsPrivilegedProcess)
        {
            return self;
        }

        foreach (var name in Unprivileged)
        {
            if ((await self.RunAsync("id", ["-u", name], cancellationToken)).Succeeded)
            {
                return new ServerUser(name, IsAnother: true);
            }
        }

        return null;
    }

    /// <summary>The same for a cluster that may be there: root runs one that a service made as that service's user.</summary>
    /// <param name="cluster">Its directory.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<ServerUser?> FindAsync(string cluster, CancellationToken cancellationToken) =>
        Environment.IsPrivilegedProcess && Directory.Exists(cluster) && await OwnerAsync(cluster, cancellationToken) is { } owner
            ? owner
            : await FindAsync(cancellationToken);

    private static async Task<ServerUser?> OwnerAsync(string directory, CancellationToken cancellationToken)
    {
        var root = new ServerUser(Environment.UserName, IsAnother: false);
        var owner = await root.RunAsync("stat", ["-c", "%U", directory], cancellationToken);
        return owner.Succeeded && owner.Output.Trim() is var name && name != root.Name && (await root.RunAsync("id", ["-u", name], cancellationToken)).Succeeded
            ? new ServerUser(name, IsAnother: true)
            : null;
    }

    /// <summary>Runs a program as this user to its end; its answer is whatever it wrote.</summary>
    public async Task<ProgramAnswer> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken, string? cluster = null, string input = "")
    {
        using var process = Start(program, arguments, cluster);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            output += await errors;
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramAnswer(process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Runs a line of shell, in which <c>$1</c>, <c>$2</c>, … are the arguments.</summary>
    public Task<ProgramAnswer> RunShellAsync(
        string line, IEnumerable<string> arguments, CancellationToken cancellationToken, string input = "") =>
        RunAsync("/bin/sh", ["-c", line, "sh", .. arguments], cancellationToken, input: input);

    /// <summary>Whether a line of shell succeeds for this user.</summary>
    public async Task<bool> HoldsAsync(string line, string path, CancellationToken cancellationToken) =>
        (await RunShellAsync(line, [path], cancellationToken)).Succeeded;

    /// <summary>Starts a program as this user, in its cluster's directory if given, with nothing of Cavra's environment.</summary>
    public Process Start(string program, IEnumerable<string> arguments, string? cluster = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = cluster ?? "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (IsAnother)
        {
            start.UserName = Name;
        }

        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C";
        if (cluster is not null)
        {
            start.Environment["PGDATA"] = cluster;
        }

        return Process.Start(start)!;
    }
}

/// <summary>How a program ended, and all it wrote to its output and errors.</summary>
internal sealed record ProgramAnswer(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
