using System.IO.Compression;
using System.Net;

namespace Cavra.Verification;

/// <summary>Where the files of a log or of an export are read from.</summary>
public interface ILogSource
{
    /// <summary>Reads one file, whole.</summary>
    /// <param name="path">Its path, with slashes, as the layout has it.</param>
    /// <param name="mostBytes">How long it may be; whatever it claims, no more is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="InvalidDataException">The file is longer, damaged, or there twice.</exception>
    Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken);
}

/// <summary>A directory that an export was unpacked into, or that holds a log's files.</summary>
public sealed class DirectorySource(string directory) : ILogSource
{
    public async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, path);
        if (!File.Exists(file))
        {
            return null;
        }

        // No file of a log is empty; what only looks so, a pipe for example, would be waited for.
        if (new FileInfo(file).Length == 0)
        {
            return [];
        }

        try
        {
            await using var stream = File.OpenRead(file);
            return await stream.ReadAsync(mostBytes, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException("not readable", failure);
        }
    }
}

/// <summary>A log that is served: a tiled log's prefix, which for Cavra is <c>/evidence</c>.</summary>
/// <param name="client">With the prefix, ending in a slash, as its base address, and a credential if one is needed.</param>
/// <param name="clock">By which it waits where the server says that it is asked too often; null for the machine's.</param>
public sealed class HttpSource(HttpClient client, TimeProvider? clock = null) : ILogSource
{
    /// <summary>So often one file is asked for again.</summary>
    public const int MostRepeats = 60;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The server can't be reached or refuses.</exception>
    public async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(path, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await stream.ReadAsync(mostBytes, cancellationToken);
    }

    // A log of some size has more files than a caller may read at once.
    private async Task<HttpResponseMessage> AskAsync(string path, CancellationToken cancellationToken)
    {
        for (var repeats = 0; ; repeats++)
        {
            var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode is not HttpStatusCode.TooManyRequests || repeats == MostRepeats)
            {
                return answer;
            }

            var asked = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            answer.Dispose();
            await Task.Delay(asked < LongestWait ? asked : LongestWait, clock ?? TimeProvider.System, cancellationToken);
        }
    }
}

/// <summary>An export as it was handed over. Nothing of it is ever unpacked onto the disk.</summary>
public sealed class ZipSource : ILogSource, IDisposable
{
    private readonly ZipArchive _archive;
    private readonly ILookup<string, ZipArchiveEntry> _entries;

    private ZipSource(ZipArchive archive) =>
        (_archive, _entries) = (archive, archive.Entries.ToLookup(entry => entry.FullName, StringComparer.Ordinal));

    /// <summary>Opens an archive.</summary>
    /// <exception cref="InvalidDataException">It is no zip archive, or damaged.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static ZipSource Open(string path) => new(new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read));

    public async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        var found = _entries[path].ToList();
        if (found.Count == 0)
        {
            return null;
        }

        if (found.Count > 1)
        {
            throw new InvalidDataException("in the archive more than once");
        }

        await using var stream = await found[0].OpenAsync(cancellationToken);
        return await stream.ReadAsync(mostBytes, cancellationToken);
    }

    public void Dispose() => _archive.Dispose();
}
