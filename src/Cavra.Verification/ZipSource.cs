using System.IO.Compression;

namespace Cavra.Verification;

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
