using System.Security.Cryptography;
using System.Text;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Connectors;

/// <summary>What one version of a connector file holds.</summary>
/// <param name="Entries">Its connectors, in its order.</param>
/// <param name="Problems">Everything wrong with it, one public-safe sentence each.</param>
/// <param name="Failure">Why it could not be taken at all; null when it could, bad connectors or not.</param>
/// <param name="Files">The files besides it that its connectors depend on.</param>
/// <param name="Variables">The environment variables it names, set or not.</param>
internal sealed record ConnectorFileReading(
    IReadOnlyList<ConnectorEntry> Entries, IReadOnlyList<string> Problems, string? Failure, IReadOnlyList<string> Files,
    IReadOnlyList<string> Variables);

/// <summary>The file that configures the connectors: JSON or YAML, by its name's ending.</summary>
internal sealed class ConnectorFile(
    string path, Func<string, string?> environment, IEnumerable<IProvider> providers, IRedactor redactor)
{
    private const int MaxLength = 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ConnectorReader _reader = new(providers, redactor);
    private readonly string _name = Path.GetFileName(path);

    public ConnectorFileReading Read()
    {
        try
        {
            return Connectors(Mapping(Tree(), "it", "must be a mapping with the member connectors"));
        }
        catch (FormatException exception)
        {
            return Failed(exception.Message);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed("there is no such file");
        }
        catch (UnauthorizedAccessException)
        {
            return Failed(Directory.Exists(path) ? "it is a directory" : "this user may not read it");
        }
        catch (Exception exception) when (exception is IOException or DecoderFallbackException)
        {
            return Failed("it can't be read as UTF-8 text");
        }
        catch (Exception exception)
        {
            // Nothing that a file can hold ends the process. The type only: a message may quote what the file holds.
            return Failed($"it can't be read ({exception.GetType().Name})");
        }
    }

    /// <summary>A digest over the content of the file and of the files it depends on; equal when nothing changed.</summary>
    public string Stamp(IEnumerable<string> files) =>
        string.Join('|', files.Prepend(path).Select(file =>
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

    private ConnectorFileReading Failed(string reason)
    {
        var failure = redactor.Redact($"{_name}: {reason}.").Text;
        return new ConnectorFileReading([], [failure], failure, [], []);
    }

    private FileNode Tree()
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

    private static FileMapping Mapping(FileNode? node, string what, string rule) => node switch
    {
        FileMapping mapping => mapping,
        FileFault fault => throw new FormatException($"{what} {fault.Rule} (line {fault.Line})"),
        _ => throw new FormatException($"{what} {rule}"),
    };

    private ConnectorFileReading Connectors(FileMapping root)
    {
        var secrets = new SecretSource(environment, Path.GetDirectoryName(Path.GetFullPath(path))!);
        var fileProblems = new List<string>();
        var members = new ConnectorMembers(root, secrets, fileProblems);
        var connectors = Mapping(members.Find("connectors"), "connectors", "must be a mapping of connectors by name");
        members.RefuseUnknown();

        var entries = new List<ConnectorEntry>();
        foreach (var named in connectors.Members.GroupBy(member => member.Key))
        {
            if (Name.IsWellFormed(named.Key))
            {
                entries.Add(_reader.Read(_name, named.Key, [.. named.Select(member => member.Value)], secrets));
            }
            else
            {
                fileProblems.Add($"a connector's name must have 1 to 100 of the characters A–Z a–z 0–9 . _ : @ / - (line {named.First().Value.Line})");
            }
        }

        var problems = fileProblems.Select(problem => redactor.Redact($"{_name}: {problem}.").Text)
            .Concat(entries.Select(entry => entry.Connector.Problem).OfType<string>());
        return new ConnectorFileReading(entries, [.. problems], Failure: null, secrets.Files, [.. NamedVariables.In(root)]);
    }
}
