using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Cavra.Infrastructure.Access;

namespace Cavra.Cli.Hosting;

/// <summary>The Cavra that serves from a data directory, as its file there tells while it runs: its process, and where it listens.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Addresses">Where it can be reached from this machine.</param>
internal sealed record RunningServer(int ProcessId, IReadOnlyList<string> Addresses) : IDisposable
{
    // Process times are counted from the start of the machine, in ticks of a hundredth of a second.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private string? _file;

    /// <summary>Writes down that this process serves; what is disposed of later takes it back.</summary>
    public static RunningServer Record(string dataDirectory, IEnumerable<string> addresses)
    {
        var (file, server) = (FileIn(dataDirectory), new RunningServer(Environment.ProcessId, [.. addresses.Select(ListenAddresses.FromHere)]));
        try
        {
            PrivateFile.Write(file, string.Create(CultureInfo.InvariantCulture, $"{server.ProcessId} {string.Join(' ', server.Addresses)}"));
            server._file = file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // With a database elsewhere the directory need not be one that can be written to; it serves all the same.
        }

        return server;
    }

    /// <summary>The one that runs; null when none does, whatever one that was killed left behind.</summary>
    public static RunningServer? Find(string dataDirectory)
    {
        try
        {
            var file = FileIn(dataDirectory);
            var words = File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words.Length > 1 && words[1..].All(IsAddress) && int.TryParse(words[0], CultureInfo.InvariantCulture, out var process)
                && HasRunSince(process, File.GetLastWriteTimeUtc(file)) ? new RunningServer(process, words[1..]) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        // Another process may have written its own since.
        if (_file is not null && Find(Path.GetDirectoryName(_file)!)?.ProcessId == ProcessId)
        {
            File.Delete(_file);
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "server.pid");

    // A process that began later has the number of the one that wrote the file.
    private static bool HasRunSince(int processId, DateTime instant)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime() <= instant + Tolerance;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (Win32Exception)
        {
            // Somebody else's process may not be looked at; it is there.
            return true;
        }
    }
}
