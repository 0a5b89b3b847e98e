using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Evidence;

/// <summary>A file that is there whole or not at all, and takes the place of another only where that is asked for.</summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _file;
    private readonly bool _force;
    private readonly string _unfinished;

    private WholeFile(string file, bool force, string unfinished)
    {
        (_file, _force, _unfinished) = (file, force, unfinished);
        Stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>Where it is written until it is kept.</summary>
    public FileStream Stream { get; }

    public static Option<bool> Force() => new("--force") { Description = "Replace the file of --out where it is there already." };

    /// <summary>Begins one and has it written; a file that is there already is left alone and nothing is asked for.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="force">Whether it takes the place of what is there.</param>
    /// <param name="terminal">Is told why there is none.</param>
    /// <param name="write">Writes and keeps it, and says how it went; what is not kept is gone.</param>
    public static async Task<int> WriteAsync(string file, bool force, Terminal terminal, Func<WholeFile, Task<int>> write)
    {
        if (Directory.Exists(file) || (File.Exists(file) && !force))
        {
            terminal.Fail($"{file} is there already. Name another file{(Directory.Exists(file) ? "" : ", or give --force")}.");
            return ExitCode.Refused;
        }

        try
        {
            var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
            using var begun = new WholeFile(file, force, Path.Combine(directory, $".{Path.GetRandomFileName()}.tmp"));
            return await write(begun);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            terminal.Fail($"The file {file} cannot be written.");
            return ExitCode.Usage;
        }
    }

    /// <summary>Ends the writing: what was written can be read.</summary>
    /// <returns>Where it is for now.</returns>
    public string Close()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        return _unfinished;
    }

    /// <summary>Gives what is closed its name.</summary>
    public void Keep() => File.Move(_unfinished, _file, _force);

    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(_unfinished);
    }
}
