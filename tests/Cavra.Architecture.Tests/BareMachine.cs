using System.Diagnostics;

namespace Cavra.Architecture.Tests;

/// <summary>
/// A checkout with nothing but its scripts, on a machine that has what a stock Debian has and no .NET SDK. What would change the machine or
/// reach the network is played by scripts, which write down how they were called.
/// </summary>
internal sealed class BareMachine : IDisposable
{
    private static readonly string[] Stock =
        ["awk", "bash", "cat", "chmod", "cut", "dirname", "grep", "head", "mkdir", "mktemp", "rm", "sed", "sh", "sort", "tail", "timeout", "uname"];

    private readonly string _root = Directory.CreateTempSubdirectory("cavra-bare-").FullName;

    public BareMachine(bool root = true)
    {
        Directory.CreateDirectory(Programs);
        File.Copy(Path.Combine(House.Root, "build.sh"), Path.Combine(_root, "build.sh"));
        Directory.CreateDirectory(Path.Combine(_root, "build"));
        File.Copy(Path.Combine(House.Root, "build", "audit.sh"), Path.Combine(_root, "build", "audit.sh"));
        File.Copy(Path.Combine(House.Root, "cavra"), Path.Combine(_root, "cavra"));
        File.Copy(Path.Combine(House.Root, "global.json"), Path.Combine(_root, "global.json"));
        foreach (var name in Stock)
        {
            File.CreateSymbolicLink(Path.Combine(Programs, name), Installed(name));
        }

        Program("id", $"echo {(root ? 0 : 1000)}");
        Program("postgres", "echo 'postgres (PostgreSQL) 17.2'");
        Program("node", "exit 0");
        Program("npm", "exit 0");
        Program("ldconfig", "echo libicuuc.so.72");
        Program("apt-get", "exit 0");
        Archive("");
        Microsoft(Bring);
    }

    /// <summary>An install script that brings a dotnet which answers with what it was asked.</summary>
    public const string Bring =
        """
        while [ $# -gt 0 ]; do [ "$1" = --install-dir ] && to=$2; shift; done
        mkdir -p "$to"
        printf '#!/bin/sh\n[ "$1" = --version ] && { echo 10.0.400; exit; }\necho "dotnet $*"\n' > "$to/dotnet"
        chmod +x "$to/dotnet"
        """;

    public string Dotnet => Path.Combine(_root, ".dotnet", "dotnet");

    /// <summary>How the programs were called that would have changed the machine or reached the network.</summary>
    public string Calls => File.Exists(Path.Combine(_root, "calls")) ? File.ReadAllText(Path.Combine(_root, "calls")) : "";

    private string Programs => Path.Combine(_root, "programs");

    /// <summary>The version of the SDK that the package archive has; none when empty.</summary>
    public void Archive(string version) => Program(
        "apt-cache", $"case \"$1\" in search) echo 'libicu72 - International Components for Unicode' ;; *) echo '  Candidate: {(version is "" ? "(none)" : version)}' ;; esac");

    /// <summary>What is found at the published address of the install script.</summary>
    public void Microsoft(string script)
    {
        File.WriteAllText(Path.Combine(_root, "published"), script);
        Program("curl", $"cat '{Path.Combine(_root, "published")}'");
    }

    public void Program(string name, string does)
    {
        var path = Path.Combine(Programs, name);
        File.WriteAllText(path, $"#!/bin/sh\necho \"{name} $*\" >> '{Path.Combine(_root, "calls")}'\n{does}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Runs <c>build.sh</c> where nobody can be asked; <paramref name="ci"/> sets the variable that says so.</summary>
    public (int Code, string Says) Build(string arguments, string? ci = null) => Run("build.sh", arguments, ci);

    /// <summary>Runs the command of the checkout.</summary>
    public (int Code, string Says) Cavra(string arguments) => Run("cavra", arguments);

    /// <summary>Lays the program where a build would.</summary>
    public void Built()
    {
        var output = Directory.CreateDirectory(Path.Combine(_root, "src", "Cavra.Cli", "bin", "Release", "net10.0"));
        File.WriteAllText(Path.Combine(output.FullName, "cavra.dll"), "");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private (int Code, string Says) Run(string script, string arguments, string? ci = null)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Installed("bash"), $"-c \"exec '{Path.Combine(_root, script)}' {arguments} 2>&1 </dev/null\"")
            {
                RedirectStandardOutput = true,
            },
        };
        process.StartInfo.Environment.Clear();
        process.StartInfo.Environment["PATH"] = Programs;
        process.StartInfo.Environment["HOME"] = _root;
        if (ci is not null)
        {
            process.StartInfo.Environment["CI"] = ci;
        }

        process.Start();
        var says = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, says);
    }

    private static string Installed(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, name)).First(File.Exists);
}
