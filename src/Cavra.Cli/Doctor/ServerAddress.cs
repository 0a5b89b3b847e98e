using Cavra.Cli.Hosting;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Doctor;

/// <summary>A server to ask, and what to show it.</summary>
/// <param name="Address">Where it serves.</param>
/// <param name="Keys">Keys to try, best first.</param>
/// <param name="IsOfDirectory">Whether it is the one that runs on the data directory, and so the one that has its database.</param>
internal sealed record ServerAddress(Uri Address, IReadOnlyList<string> Keys, bool IsOfDirectory)
{
    private const string KeyFile = "admin.key";

    /// <summary>The server that was named, else the one that runs on the data directory; null where there is neither.</summary>
    public static ServerAddress? Find(Uri? named, string dataDirectory, Terminal terminal)
    {
        // What it says in clear comes first: no certificate has to be trusted for this machine to ask itself.
        var running = (RunningServer.Find(dataDirectory)?.Addresses ?? []).OrderBy(address => address.StartsWith("https:", StringComparison.Ordinal))
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null).OfType<Uri>().ToList();
        if ((named ?? running.FirstOrDefault()) is not { } address)
        {
            return null;
        }

        // The directory's key is its own server's: no other gets to see it.
        var isOfDirectory = running.Contains(address);
        string?[] keys = [isOfDirectory ? Read(Path.Combine(dataDirectory, KeyFile)) : null, terminal.Variable(ServerKey.Variable)];
        return new ServerAddress(address, [.. keys.OfType<string>().Where(ServerKey.IsKey)], isOfDirectory);
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
