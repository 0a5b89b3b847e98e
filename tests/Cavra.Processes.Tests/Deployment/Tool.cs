using System.Diagnostics;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>How a program of somebody else's that checks a file came to its end.</summary>
/// <param name="ExitCode">0 when it has nothing to say against it.</param>
/// <param name="Output">What it wrote as its result.</param>
/// <param name="Printed">That, and what it said besides.</param>
internal sealed record Tool(int ExitCode, string Output, string Printed)
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="program">The program's file.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<Tool> RunAsync(string program, string directory, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = directory,
            },
        };
        process.Start();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().OrHangAsync();
        return new Tool(process.ExitCode, await output, await output + await error);
    }
}
