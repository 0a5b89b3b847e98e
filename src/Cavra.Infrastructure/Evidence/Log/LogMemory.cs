using System.Text;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Where this process remembers which trees it has signed, outside of the database.</summary>
/// <param name="Path">A directory; null when this process has none and can't sign.</param>
public sealed record LogMemoryDirectory(string? Path)
{
    /// <summary>The setting that names it.</summary>
    public const string Variable = "CAVRA_LOG_MEMORY";

    /// <summary>Its name beside the data, where no setting names another.</summary>
    public const string DefaultName = "log-memory";

    /// <summary>The directory that the environment names, else the one beside the data.</summary>
    public static string Beside(string dataDirectory) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? named
        : System.IO.Path.Combine(dataDirectory, DefaultName);
}

/// <summary>
/// Remembers of each log the tree that was signed last, in a small file of its own. A file is replaced whole: whatever ends the process
/// in between leaves the one before.
/// </summary>
internal sealed class LogMemory(LogMemoryDirectory directory)
{
    /// <summary>What is remembered of a log; nothing yet of one that this process has not signed.</summary>
    /// <returns>Null when it can't be read, which is something else than nothing.</returns>
    public RememberedLog? Read(WorkspaceId workspace, string origin)
    {
        try
        {
            return FileOf(workspace) is not { } file ? null
                : !File.Exists(file) ? new RememberedLog(origin, null, null)
                : RememberedLog.TryParse(File.ReadAllText(file), out var remembered) ? remembered
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces what is remembered of a log.</summary>
    /// <returns>False when it can't be written.</returns>
    public bool Write(WorkspaceId workspace, RememberedLog remembered)
    {
        if (FileOf(workspace) is not { } file)
        {
            return false;
        }

        try
        {
            Directory.CreateDirectory(directory.Path!);
            var written = $"{file}.{Path.GetRandomFileName()}";
            using (var stream = new FileStream(written, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(remembered.ToString()));
                stream.Flush(flushToDisk: true);
            }

            File.Move(written, file, overwrite: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The file of a log; null when this process has no place for it.</summary>
    public string? FileOf(WorkspaceId workspace) => directory.Path is null ? null : Path.Combine(directory.Path, workspace.Value.ToString("n"));
}
