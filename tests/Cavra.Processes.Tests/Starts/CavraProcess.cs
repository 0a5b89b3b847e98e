using System.Collections.Concurrent;
using System.Diagnostics;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Starts;

/// <summary>The real command as a process of its own.</summary>
internal sealed class CavraProcess : IAsyncDisposable
{
    private const string Serving = "Cavra serves on ";
    private const string LastWord = "Stop with Ctrl+C.";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<string> _served = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CavraProcess(IReadOnlyDictionary<string, string?> environment, string? program, string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, [program ?? Path.Combine(AppContext.BaseDirectory, "cavra.dll"), .. arguments])
        { WorkingDirectory = "/" };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("CAVRA_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Started(start);
    }

    private CavraProcess(ProcessStartInfo start) => _process = Started(start);

    /// <summary>Everything it printed so far.</summary>
    public string Printed => string.Join('\n', _lines);

    /// <summary>The first address it serves on.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts the service on a port of its own and returns once it serves and has said so.</summary>
    /// <param name="dataDirectory">Its data directory.</param>
    /// <param name="environment">Its settings.</param>
    /// <param name="program">The path of another version's <c>cavra.dll</c>; null for this one's.</param>
    public static Task<CavraProcess> ServeAsync(
        string dataDirectory, IReadOnlyDictionary<string, string?>? environment = null, string? program = null) => UntilServedAsync(
            environment ?? new Dictionary<string, string?>(), program, "api", "--urls", "http://127.0.0.1:0", "--data-dir", dataDirectory);

    /// <summary>Starts the service from another place, in an environment of its own, and returns once it serves and has said so.</summary>
    public static Task<CavraProcess> ServeFromAsync(string program, string directory, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, ["api", "--urls", "http://127.0.0.1:0", "--data-dir", "data"]) { WorkingDirectory = directory };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return UntilServedAsync(new CavraProcess(start));
    }

    /// <summary>Plays the demo in a place for temporary files, and returns once it serves for whoever looks around.</summary>
    public static Task<CavraProcess> StayInDemoAsync(string place) =>
        UntilServedAsync(new Dictionary<string, string?> { ["TMPDIR"] = place }, program: null, "demo", "--stay");

    /// <summary>Runs a command line to its end.</summary>
    public static Task<(int ExitCode, string Printed)> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        RunAsync(environment, program: null, arguments);

    /// <summary>Runs a command line to its end, of another version where its program is named.</summary>
    public static async Task<(int ExitCode, string Printed)> RunAsync(
        IReadOnlyDictionary<string, string?> environment, string? program, string[] arguments)
    {
        await using var process = new CavraProcess(environment, program, arguments);
        await process._process.WaitForExitAsync().OrHangAsync();
        return (process._process.ExitCode, process.Printed);
    }

    public HttpClient Client(string? key) => TestClient.At(Address, key);

    /// <summary>SIGTERM; answers how it ended.</summary>
    public Task<int> TerminateAsync() => EndAsync("-TERM");

    /// <summary>SIGINT, as Ctrl+C sends it; answers how it ended.</summary>
    public Task<int> InterruptAsync() => EndAsync(IgnoresInterrupts(_process.Id) ? "-TERM" : "-INT");

    /// <summary>SIGKILL: it has no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static Task<CavraProcess> UntilServedAsync(
        IReadOnlyDictionary<string, string?> environment, string? program, params string[] arguments) =>
        UntilServedAsync(new CavraProcess(environment, program, arguments));

    private static async Task<CavraProcess> UntilServedAsync(CavraProcess process)
    {
        var ended = process._process.WaitForExitAsync();
        if (await Task.WhenAny(process._served.Task, ended).OrHangAsync() == ended)
        {
            Assert.Fail($"It ended with {process._process.ExitCode}: {process.Printed}");
        }

        process.Address = new Uri((await process._served.Task)[Serving.Length..].Split(' ')[0]);

        return process;
    }

    // What a script starts in the background ignores SIGINT, with everything that is started by it.
    private static bool IgnoresInterrupts(int process)
    {
        const string Ignored = "SigIgn:";
        var status = $"/proc/{process}/status";
        var mask = File.Exists(status) ? File.ReadLines(status).Single(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return mask is not null && (Convert.ToUInt64(mask[Ignored.Length..].Trim(), 16) & 0b10) != 0;
    }

    private Process Started(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<int> EndAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync().OrHangAsync();
        await _process.WaitForExitAsync().OrHangAsync();
        return _process.ExitCode;
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line == LastWord)
        {
            _served.TrySetResult(_lines.Last(said => said.StartsWith(Serving, StringComparison.Ordinal)));
        }
    }
}
