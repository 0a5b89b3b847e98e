namespace Cavra.Cli.Doctor;

/// <summary>Looks at how much room is left where this instance's files are.</summary>
internal static class DiskSpaceCheck
{
    private const string Check = "disk space";

    private const long MiB = 1024 * 1024;

    /// <summary>Below it the embedded database does not start.</summary>
    private const long Least = 64 * MiB;

    private const long Comfortable = 1024 * MiB;

    public static DoctorFinding Look(string directory)
    {
        var existing = Path.GetFullPath(directory);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above)
        {
            existing = above;
        }

        try
        {
            return Of(new DriveInfo(existing).AvailableFreeSpace);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return DoctorFinding.Warn(Check, "How much is free is not known here.");
        }
    }

    /// <param name="free">Bytes that are free.</param>
    public static DoctorFinding Of(long free) => free switch
    {
        < Least => DoctorFinding.Fail(Check, $"{free / MiB} MiB are free where the data directory is. Free at least {Least / MiB} MiB, or take another --data-dir."),
        < Comfortable => DoctorFinding.Warn(Check, $"{free / MiB} MiB are free where the data directory is. Free some, or take another --data-dir, before it is full."),
        _ => DoctorFinding.Pass(Check, $"{free / MiB / 1024} GiB are free where the data directory is."),
    };
}
