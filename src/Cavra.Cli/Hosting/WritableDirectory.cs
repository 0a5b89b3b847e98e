namespace Cavra.Cli.Hosting;

/// <summary>Whether the data directory can be made, or written to. Leaves nothing behind.</summary>
internal static class WritableDirectory
{
    /// <summary>Why not; null when it can be.</summary>
    public static StartFailure? Failure(string directory)
    {
        var full = Path.GetFullPath(directory);
        try
        {
            var there = full;
            while (!Directory.Exists(there))
            {
                if (File.Exists(there))
                {
                    return Unusable(full);
                }

                there = Path.GetDirectoryName(there)!;
            }

            var probe = Path.Combine(there, $".cavra-{Path.GetRandomFileName()}");
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unusable(full);
        }
    }

    private static StartFailure Unusable(string directory) => new(
        $"The data directory {directory} can't be made or written to: name another with --data-dir, or let this user write there.",
        ExitCode.Unreachable);
}
