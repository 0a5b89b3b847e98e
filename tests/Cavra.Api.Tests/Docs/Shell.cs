using System.Diagnostics;
using Cavra.Testing;

namespace Cavra.Api.Tests.Docs;

/// <summary>A shell that keeps its variables from one script to the next, as a reader's terminal does.</summary>
internal sealed class Shell : IAsyncDisposable
{
    private const string Done = "-- done --";

    private readonly Process _process;

    /// <param name="directory">Where it starts.</param>
    public Shell(string directory)
    {
        var start = new ProcessStartInfo("bash", ["-s"])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
    }

    /// <summary>Runs a script and answers the lines it printed that are not empty.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string script)
    {
        await _process.StandardInput.WriteLineAsync($"{script}\necho '{Done}'");
        await _process.StandardInput.FlushAsync();
        var lines = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync().OrHangAsync() is { } line && line is not Done)
        {
            lines.Add(line);
        }

        return [.. lines.Where(line => line.Length > 0)];
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
