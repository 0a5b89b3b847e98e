using System.Security.Cryptography;
using System.Text;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads a configuration file, JSON or YAML by its name's ending, and tells of one that can't be read without quoting it.</summary>
internal static class ConfigurationTree
{
    private const int MaxLength = 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">It is no such file; the message says where and never what.</exception>
    public static FileNode Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MaxLength })
        {
            throw new FormatException("it is larger than 1 MiB");
        }

        var text = Utf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => JsonTree.Read(text),
            ".yaml" or ".yml" => YamlTree.Read(text),
            _ => throw new FormatException("its name must end in .json, .yaml or .yml"),
        };
    }

    /// <summary>A node as a mapping.</summary>
    /// <param name="node">The node; null where there is none.</param>
    /// <param name="what">What it is, as the message begins.</param>
    /// <param name="rule">What it must be.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static FileMapping Mapping(FileNode? node, string what, string rule) => node switch
    {
        FileMapping mapping => mapping,
        FileFault fault => throw new FormatException($"{what} {fault.Rule} (line {fault.Line})"),
        _ => throw new FormatException($"{what} {rule}"),
    };

    /// <summary>Why the file at a path could not be read. Nothing that a file can hold ends the process.</summary>
    public static string FailureOf(Exception exception, string path) => exception switch
    {
        FormatException format => format.Message,
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => Directory.Exists(path) ? "it is a directory" : "this user may not read it",
        IOException or DecoderFallbackException => "it can't be read as UTF-8 text",
        // The type only: a message may quote what the file holds.
        _ => $"it can't be read ({exception.GetType().Name})",
    };

    /// <summary>A digest over the content of files; equal when nothing changed.</summary>
    public static string Stamp(IEnumerable<string> files) => string.Join('|', files.Select(file =>
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }
        catch (Exception)
        {
            // Whatever keeps it from being read, a path that is none included.
            return "absent";
        }
    }));
}
