using System.Buffers;
using System.Text;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>Where the server's socket is: in the cluster or, when that path is too long, in a short private directory.</summary>
internal static class SocketPlace
{
    /// <summary>The longest path of a socket on Linux, in bytes. Other systems allow a few less, which is why there is a margin.</summary>
    public const int LongestPath = 107 - 4;

    private const string ShortPrefix = "/tmp/cavra-";

    // Others mean something in a list of socket directories or in a connection string.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-");

    public static string SocketOf(string directory) => Path.Combine(directory, ".s.PGSQL.5432");

    public static async Task<string> ChooseAsync(string cluster, ServerUser user, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(SocketOf(cluster)) <= LongestPath && !cluster.AsSpan().ContainsAnyExcept(Plain))
        {
            return cluster;
        }

        var made = await user.RunAsync("mktemp", ["-d", ShortPrefix + "XXXXXXXXXX"], cancellationToken);
        return made.Succeeded ? made.Output.Trim() : throw new IOException("No directory for the database's socket could be made.");
    }

    /// <summary>Removes a short directory; the cluster's own stays.</summary>
    public static void Remove(string? directory, string cluster)
    {
        if (directory is not null && directory != cluster && directory.StartsWith(ShortPrefix, StringComparison.Ordinal)
            && Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
