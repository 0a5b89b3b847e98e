using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>
/// The right to run a cluster's server. The operating system holds it for exactly as long as this process lives, so there is
/// no such thing as a stale one; what the file says is for people.
/// </summary>
internal sealed class ClusterLock : IDisposable
{
    // EWOULDBLOCK on Linux and on macOS.
    private static readonly int[] HeldByAnother = [11, 35];

    private readonly FileStream _file;

    private ClusterLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null when a living process has it.</summary>
    public static ClusterLock? TryTake(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            using var self = Process.GetCurrentProcess();
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"process {self.Id}\nstarted {self.StartTime.ToUniversalTime():O}\n")));
            file.Flush();
            return new ClusterLock(file);
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
