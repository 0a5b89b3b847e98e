using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace Cavra.Api.WebConsole;

/// <summary>The built console beside the program: its page and the files the page loads.</summary>
internal sealed class ConsoleFiles
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private readonly FrozenDictionary<string, ConsoleFile> _files;

    /// <param name="directory">Where the build lays the console; there is none where it was built without Node.</param>
    public ConsoleFiles(string directory)
    {
        Page = File.Exists(Path.Combine(directory, "index.html")) ? File.ReadAllText(Path.Combine(directory, "index.html")) : null;
        _files = Page is null ? FrozenDictionary<string, ConsoleFile>.Empty : FilesIn(directory).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The page; null where the console is not there.</summary>
    public string? Page { get; }

    /// <summary>Where the console lies beside the program.</summary>
    public static string Directory => Path.Combine(AppContext.BaseDirectory, "console");

    /// <summary>A file by its path below the page; null if it is none of the console's.</summary>
    public ConsoleFile? Find(string path) => _files.GetValueOrDefault(path);

    // Read once: only what was there at the start is served, whatever path is asked for.
    private static IEnumerable<KeyValuePair<string, ConsoleFile>> FilesIn(string directory) =>
        from path in System.IO.Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        where Path.GetExtension(path) is not ".br" and not ".html"
        let type = ContentTypes.TryGetContentType(path, out var known) ? known : "application/octet-stream"
        let compressed = File.Exists(path + ".br") ? path + ".br" : null
        select KeyValuePair.Create(
            Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/'), new ConsoleFile(path, compressed, type));
}

/// <summary>One file of the console.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Compressed">Where its Brotli-compressed copy is, if it has one.</param>
/// <param name="ContentType">Its media type.</param>
internal sealed record ConsoleFile(string Path, string? Compressed, string ContentType);
