using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cavra.Testing;

namespace Cavra.Processes.Tests.RealPrograms;

/// <summary>A program of somebody else's that serves on a port of its own choice, until it is killed.</summary>
internal sealed class RealProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private RealProgram(string program, string[] arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            },
        };
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port { get; private set; }

    /// <summary>Everything it printed so far.</summary>
    public string Printed => string.Join('\n', _lines);

    /// <summary>Starts it and returns once it listens; throws what it printed when it ends instead.</summary>
    /// <param name="port">Finds the port in what it printed, or elsewhere; null while it is not known.</param>
    /// <param name="program">The program's file.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<RealProgram> StartAsync(Func<string, int?> port, string program, params string[] arguments)
    {
        var started = new RealProgram(program, arguments);
        try
        {
            await Eventually.HoldsAsync($"{program} listens", () => started.Listens(port));
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one that can't choose its port itself: on another one as long as somebody was quicker.</summary>
    public static async Task<RealProgram> StartOnFreePortAsync(Func<int, Task<RealProgram>> start)
    {
        while (true)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            try
            {
                return await start(port);
            }
            catch (InvalidOperationException ended) when (ended.Message.Contains("Address already in use", StringComparison.Ordinal))
            {
                // Another one.
            }
        }
    }

    /// <summary>SIGKILL to it and to what it started.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().OrHangAsync();
        _process.Dispose();
    }

    private bool Listens(Func<string, int?> port)
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"It ended with {_process.ExitCode}: {Printed}");
        }

        return port(Printed) is { } found && (Port = found) > 0;
    }
}
