using System.Diagnostics;
using Cavra.Testing;

namespace Cavra.Processes.Tests.EmbeddedPostgres;

/// <summary>Another process that holds the database of a data directory, as Cavra does; see HoldingProgram.</summary>
internal sealed class HoldingProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HoldingProcess(Process process, string answer) => (_process, Answer) = (process, answer);

    /// <summary>The connection string or, when it was refused, the code.</summary>
    public string Answer { get; }

    public static async Task<HoldingProcess> StartAsync(string dataDirectory, string? user = null, string? program = null)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, [program ?? typeof(HoldingProcess).Assembly.Location, dataDirectory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        if (user is not null)
        {
            start.UserName = user;
        }

        var process = Process.Start(start)!;
        return new HoldingProcess(process, await process.StandardOutput.ReadLineAsync().OrHangAsync() ?? "");
    }

    /// <summary>SIGKILL: it has no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as Cavra ends, with its server stopped before it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
