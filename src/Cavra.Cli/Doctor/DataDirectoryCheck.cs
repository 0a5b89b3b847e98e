namespace Cavra.Cli.Doctor;

/// <summary>Looks at who else can reach this instance's files.</summary>
internal static class DataDirectoryCheck
{
    private const string Check = "data directory";

    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode AnythingForOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<DoctorFinding> Look(string directory)
    {
        if (!Directory.Exists(directory))
        {
            yield return DoctorFinding.Pass(Check, "Not made yet: cavra api makes it on its first start.");
            yield break;
        }

        if (OperatingSystem.IsWindows())
        {
            yield return DoctorFinding.Warn(Check, "Who else can read it is not known here.");
            yield break;
        }

        yield return (File.GetUnixFileMode(directory) & WritableByOthers) == 0
            ? DoctorFinding.Pass(Check, "Only its owner can write to it.")
            : DoctorFinding.Fail(Check, "Others can write to it. Put it right with: chmod go-w <data-dir>");
        foreach (var file in Directory.EnumerateFiles(directory, "*.key").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            yield return (File.GetUnixFileMode(file) & AnythingForOthers) == 0
                ? DoctorFinding.Pass($"key file {name}", "Only its owner can read it.")
                : DoctorFinding.Fail($"key file {name}", $"Others can reach it. Revoke the key, or put it right with: chmod 0600 <data-dir>/{name}");
        }
    }
}
