using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Cavra.Api.Tests.Docs;

/// <summary>The script of <c>docs/verify.md</c>, word for word, in a shell and a directory that holds a receipt.</summary>
internal static class PageScript
{
    public const string Verified = "The entry is in the log, at that index.";

    /// <summary>The shells of this machine that the page says it runs in.</summary>
    public static IReadOnlyList<string> Shells { get; } =
        [.. new[] { "bash", "dash", "sh" }.Where(shell => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, shell))))];

    public static string ReceiptIn(string directory) => Path.Combine(directory, "receipt.tlog-proof");

    public static async Task<(int ExitCode, string Output)> RunAsync(string shell, string directory, string key)
    {
        var page = await File.ReadAllTextAsync(Page());
        var script = page.Split("```sh\n")[1].Split("```")[0];
        using var process = Process.Start(new ProcessStartInfo(shell, ["-c", script])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["key"] = key },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static string Page([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/verify.md");
}
