using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Cavra.Domain.Abstractions;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>Makes a cluster's files, and judges those that are there.</summary>
internal sealed class ClusterFiles(ClusterHome home, ServerUser user, EmbeddedPostgresOptions options)
{
    /// <summary>The role that owns everything in the embedded server.</summary>
    public const string Role = "cavra";

    private const UnixFileMode OpenToOthers =
        UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Leaves a cluster that one of the installations can serve, or says what is in the way; answers which one.</summary>
    [UnsupportedOSPlatform("windows")]
    public async Task<Result<PostgresBinaries>> EnsureAsync(
        IReadOnlyList<PostgresBinaries> installed, CancellationToken cancellationToken)
    {
        if (new DriveInfo(Path.GetDirectoryName(home.Cluster)!).AvailableFreeSpace < options.FreeSpaceNeeded)
        {
            return EmbeddedPostgresRefusals.NoSpace;
        }

        if (Directory.Exists(home.Cluster) && Directory.EnumerateFileSystemEntries(home.Cluster).Any())
        {
            return await JudgeAsync(installed, cancellationToken);
        }

        var made = await MakeAsync(installed[0], cancellationToken);
        return made.Refusal is { } refusal ? refusal : installed[0];
    }

    /// <summary>
    /// Lets in, over the socket alone, the user of this process, the server's own and root, who could become either, by the
    /// word of the operating system: no password to keep, and no other user, whoever can reach the socket.
    /// </summary>
    public async Task<Result> AllowSelfAsync(CancellationToken cancellationToken)
    {
        string[] users = [user.Name, Environment.UserName, "root"];
        var map = string.Concat(users.Distinct().Select(name => $"cavra \"{name}\" {Role}\n"));
        var wrote = await user.RunShellAsync(
            "cd \"$1\" && echo 'local all all peer map=cavra' >pg_hba.conf && cat >pg_ident.conf",
            [home.Cluster],
            cancellationToken,
            map);
        return wrote.Succeeded ? Result.Done : StartupError.Of(wrote.Output) ?? EmbeddedPostgresRefusals.NotPermitted;
    }

    [UnsupportedOSPlatform("windows")]
    private async Task<Result<PostgresBinaries>> JudgeAsync(
        IReadOnlyList<PostgresBinaries> installed, CancellationToken cancellationToken)
    {
        if (!File.Exists(home.VersionFile))
        {
            return EmbeddedPostgresRefusals.NotADatabase;
        }

        var version = (await File.ReadAllTextAsync(home.VersionFile, cancellationToken)).Trim();
        if (installed.FirstOrDefault(candidate => Major(candidate) == version) is not { } binaries)
        {
            return EmbeddedPostgresRefusals.OtherVersion;
        }

        if (!await user.HoldsAsync("test -O \"$1\"", home.Cluster, cancellationToken))
        {
            return EmbeddedPostgresRefusals.WrongOwner;
        }

        return (File.GetUnixFileMode(home.Cluster) & OpenToOthers) == 0 ? binaries : EmbeddedPostgresRefusals.WrongMode;
    }

    [UnsupportedOSPlatform("windows")]
    private async Task<Result> MakeAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        RemoveUnfinished();

        // Under another name until it is whole: whatever stops this in the middle, the next start begins again. A name of its
        // own, because the initdb of a Cavra that was killed may still be writing to the last one.
        var unfinished = $"{home.Cluster}.new-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        Directory.CreateDirectory(
            unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (user.IsAnother)
        {
            await (user with { IsAnother = false }).RunAsync("chown", [user.Name + ":", unfinished], cancellationToken);
        }

        string[] durability = options.Durable ? [] : ["--no-sync"];
        var initdb = await user.RunAsync(
            binaries.Initdb,
            ["-U", Role, "-A", "peer", "-E", "UTF8", "--locale=C", "--data-checksums", "--no-instructions", .. durability],
            cancellationToken,
            unfinished);
        if (!initdb.Succeeded)
        {
            RemoveUnfinished();
            return StartupError.Of(initdb.Output) ?? EmbeddedPostgresRefusals.NotInitialised;
        }

        if (Directory.Exists(home.Cluster))
        {
            Directory.Delete(home.Cluster);
        }

        Directory.Move(unfinished, home.Cluster);
        return Result.Done;
    }

    private void RemoveUnfinished()
    {
        var (parent, name) = (Path.GetDirectoryName(home.Cluster)!, Path.GetFileName(home.Cluster));
        foreach (var unfinished in Directory.EnumerateDirectories(parent, name + ".new-*"))
        {
            try
            {
                Directory.Delete(unfinished, recursive: true);
            }
            catch (IOException)
            {
                // Still being written to; a later start removes it.
            }
        }
    }

    private static string Major(PostgresBinaries binaries) => binaries.MajorVersion.ToString(CultureInfo.InvariantCulture);
}
