using System.Runtime.Versioning;
using System.Security.Cryptography;
using Cavra.Domain.Abstractions;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>Where the cluster of a data directory really is: a full path, whether or not it has been made yet.</summary>
internal sealed record ClusterHome(string Cluster)
{
    public string LockFile => Cluster + ".lock";

    public string ServerLog => Path.Combine(Cluster, ServerLogName);

    public string VersionFile => Path.Combine(Cluster, "PG_VERSION");

    public static string ServerLogName => "server.log";

    private static UnixFileMode Private => UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static UnixFileMode PassThrough => Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes the data directory and finds the place in or for it that the server's user can reach.</summary>
    [UnsupportedOSPlatform("windows")]
    public static async Task<Result<ClusterHome>> PrepareAsync(
        string dataDirectory, string reachablePlace, ServerUser user, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(dataDirectory);
        MakeDirectory(root, user.IsAnother ? PassThrough : Private);

        var link = LinkIn(root);
        var home = Behind(link);
        if (!Directory.Exists(Path.GetDirectoryName(home.Cluster)))
        {
            return EmbeddedPostgresRefusals.Missing;
        }

        if (await home.IsReachableAsync(user, cancellationToken))
        {
            return home;
        }

        return File.Exists(home.VersionFile) || link.LinkTarget is not null
            ? EmbeddedPostgresRefusals.Unreachable
            : await MoveAsync(link.FullName, reachablePlace, user, cancellationToken);
    }

    /// <summary>Where the cluster of a data directory is or would be. Makes nothing.</summary>
    public static ClusterHome Of(string dataDirectory) => Behind(LinkIn(Path.GetFullPath(dataDirectory)));

    private static DirectoryInfo LinkIn(string root) => new(Path.Combine(root, "postgres"));

    private static ClusterHome Behind(DirectoryInfo link) =>
        new((link.LinkTarget is null ? link : link.ResolveLinkTarget(returnFinalTarget: true)!).FullName);

    [UnsupportedOSPlatform("windows")]
    private static async Task<Result<ClusterHome>> MoveAsync(
        string link, string reachablePlace, ServerUser user, CancellationToken cancellationToken)
    {
        // A name of its own, so that a data directory that was deleted and made again does not find the old database.
        var parent = Path.Combine(reachablePlace, RandomNumberGenerator.GetHexString(16, lowercase: true));
        MakeDirectory(reachablePlace, PassThrough);
        MakeDirectory(parent, PassThrough);

        var home = new ClusterHome(Path.Combine(parent, "postgres"));
        if (!await home.IsReachableAsync(user, cancellationToken))
        {
            Directory.Delete(parent);
            return EmbeddedPostgresRefusals.Unreachable;
        }

        File.CreateSymbolicLink(link, home.Cluster);
        return home;
    }

    [UnsupportedOSPlatform("windows")]
    private static void MakeDirectory(string path, UnixFileMode mode)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, mode);
        }
    }

    private Task<bool> IsReachableAsync(ServerUser user, CancellationToken cancellationToken) =>
        user.HoldsAsync("test -x \"$1\"", Path.GetDirectoryName(Cluster)!, cancellationToken);
}
