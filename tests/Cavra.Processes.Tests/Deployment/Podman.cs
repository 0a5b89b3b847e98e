using System.Globalization;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>podman with a store of its own, which goes with everything in it.</summary>
internal sealed class Podman(string program) : IAsyncDisposable
{
    // What the deployments of this repository take from every container of Cavra.
    private static readonly string[] Hardened =
    [
        "--read-only", "--user", "10001:10001", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--tmpfs", "/tmp:noexec,nosuid,nodev,size=64m",
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cavra-podman-");

    /// <summary>Makes an image without a shell from this machine's own libraries, since none can be fetched everywhere.</summary>
    public async Task MakeBaseAsync(string image)
    {
        var archive = At("base.tar");
        var made = await Tool.RunAsync("bash", At(""), "-c", "\"$0\" base >\"$1\"", Snapshot.PathOf("tests/Cavra.Processes.Tests/Deployment/containers.sh"), archive);
        Assert.That(made.ExitCode, Is.Zero, made.Printed);
        await RunAsync("import", "--quiet", archive, image);
    }

    /// <summary>Runs it, and answers what it wrote as its result.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var run = await TryAsync(arguments);
        Assert.That(run.ExitCode, Is.Zero, $"podman {string.Join(' ', arguments)}\n{run.Printed}");
        return run.Output.Trim();
    }

    /// <summary>Runs it, however it ends.</summary>
    public Task<Tool> TryAsync(params string[] arguments) => Tool.RunAsync(
        "env", At(""),
        [
            $"CONTAINERS_CONF={Snapshot.PathOf("tests/Cavra.Processes.Tests/Deployment/containers.conf")}", program, "--storage-driver", "vfs",
            "--root", At("store"), "--runroot", At("run"), "--tmpdir", At("tmp"), .. arguments,
        ]);

    /// <summary>Starts a container that can do no more than what the deployments let it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">Options, the image, and what it is to run.</param>
    public Task StartAsync(string name, params string[] arguments) => RunAsync(["run", "--detach", "--name", name, .. Hardened, .. arguments]);

    /// <summary>What a container printed.</summary>
    public async Task<string> PrintedAsync(string name) => (await TryAsync("logs", name)).Printed;

    /// <summary>Tells a container to stop by SIGTERM, waits for it however long it takes, and answers how it ended.</summary>
    public async Task<int> TerminateAsync(string name)
    {
        await RunAsync("kill", "--signal", "TERM", name);
        return int.Parse(await RunAsync("wait", name), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("rm", "--all", "--force", "--volumes");
        _directory.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(_directory.FullName, name);
}
