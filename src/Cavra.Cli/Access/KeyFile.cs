using Cavra.Cli.Terminals;

namespace Cavra.Cli.Access;

/// <summary>A file that a new key is to be written to.</summary>
internal static class KeyFile
{
    /// <summary>Whether it can be written without loss; says so when it can't be: what is there may be a key that was shown once.</summary>
    public static bool IsFree(string file, Terminal terminal)
    {
        if (!File.Exists(file) && !Directory.Exists(file))
        {
            return true;
        }

        terminal.Fail($"{file} is there already and may hold a key. Name another file.");
        return false;
    }
}
