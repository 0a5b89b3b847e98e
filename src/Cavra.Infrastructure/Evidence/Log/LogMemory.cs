using System.Security.Cryptography;
using System.Text;
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
    public static string Beside(string dataDirectory) => LogKeyDirectory.Named(Variable) ?? System.IO.Path.Combine(dataDirectory, DefaultName);
}

/// <summary>What became of an attempt to remember something.</summary>
internal enum Remembering
{
    /// <summary>It is on the disk.</summary>
    Done,

    /// <summary>Another process remembers something else by now.</summary>
    Overtaken,

    /// <summary>It can't be read or written.</summary>
    Impossible,
}

/// <summary>
/// Remembers of each log the tree that was signed last, in a small file of its own, named for the log. A file is replaced whole: whatever
/// ends the process in between leaves the one before. Processes that share the directory take turns.
/// </summary>
internal sealed class LogMemory(LogMemoryDirectory directory)
{
    // Names are short; whoever owns the database could make one that fills the disk.
    private const int MostCharacters = 4_096;

    // EWOULDBLOCK of Linux and of the BSDs, and Windows' violation of sharing.
    private static readonly int[] TakenByAnother = [11, 35, unchecked((int)0x80070020)];

    /// <summary>What is remembered of a log; nothing yet of one that was not signed.</summary>
    /// <returns>Null when it can't be read, which is something else than nothing.</returns>
    public RememberedLog? Read(string origin)
    {
        try
        {
            return FileOf(origin) is not { } file ? null
                : RememberedLog.TryParse(File.ReadAllText(file), out var remembered) ? remembered
                : null;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return new RememberedLog(origin, null, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces what is remembered of a log by what follows from it.</summary>
    /// <param name="known">What it must still be; null where anything will do.</param>
    /// <param name="origin">The log's name.</param>
    /// <param name="change">What follows.</param>
    public Remembering Change(RememberedLog? known, string origin, Func<RememberedLog, RememberedLog> change)
    {
        if (FileOf(origin) is not { } file || origin.Length > MostCharacters)
        {
            return Remembering.Impossible;
        }

        try
        {
            Directory.CreateDirectory(directory.Path!);
            using var turn = Turn(file + ".lock");
            if (turn is null)
            {
                return Remembering.Overtaken;
            }

            var remembered = Read(origin);
            if (remembered is null || (known is not null && remembered != known))
            {
                return remembered is null ? Remembering.Impossible : Remembering.Overtaken;
            }

            Replace(file, change(remembered).ToString());
            return Remembering.Done;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Remembering.Impossible;
        }
    }

    /// <summary>
    /// Replaces what is remembered of a log by a tree that people have adopted. What it was stays in a file beside it that is named for the
    /// adoption and never taken away.
    /// </summary>
    /// <param name="known">What is remembered, which it must still be.</param>
    /// <param name="adoption">The adoption.</param>
    /// <param name="tree">The tree.</param>
    public Remembering Adopt(RememberedLog known, LogAdoptionId adoption, TreeState tree) => Change(known, known.Origin, remembered =>
    {
        if (GivenUp(known.Origin, adoption) is { } beside && !File.Exists(beside))
        {
            Replace(beside, remembered.ToString());
        }

        return remembered.Adopting(tree);
    });

    /// <summary>What was remembered of a log when it was adopted here; null when it never was by this adoption, empty when it can't be read.</summary>
    public string? GaveUp(string origin, LogAdoptionId adoption)
    {
        try
        {
            return GivenUp(origin, adoption) is { } beside && File.Exists(beside) ? File.ReadAllText(beside) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The file of a log; null when this process has no place for it.</summary>
    public string? FileOf(string origin) => directory.Path is null
        ? null
        : Path.Combine(directory.Path, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin))));

    private string? GivenUp(string origin, LogAdoptionId adoption) => FileOf(origin) is { } file ? $"{file}.given-up-{adoption}" : null;

    // Null while another has it. The file stays: one that is removed could be had by two at once.
    private static FileStream? Turn(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (TakenByAnother.Contains(failure.HResult))
        {
            return null;
        }
    }

    private static void Replace(string file, string text)
    {
        var written = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = new FileStream(written, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(written, file, overwrite: true);
        }
        finally
        {
            File.Delete(written);
        }
    }
}
