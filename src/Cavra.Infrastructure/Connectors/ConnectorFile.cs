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
    private readonly ConnectorReader _reader = new(providers, redactor);
    private readonly string _name = Path.GetFileName(path);

    public ConnectorFileReading Read()
    {
        try
        {
            return Connectors(ConfigurationTree.Mapping(ConfigurationTree.Read(path), "it", "must be a mapping with the member connectors"));
        }
        catch (Exception exception)
        {
            return Failed(ConfigurationTree.FailureOf(exception, path));
        }
    }

    /// <summary>A digest over the content of the file and of the files it depends on; equal when nothing changed.</summary>
    public string Stamp(IEnumerable<string> files) => ConfigurationTree.Stamp(files.Prepend(path));

    private ConnectorFileReading Failed(string reason)
    {
        var failure = redactor.Redact($"{_name}: {reason}.").Text;
        return new ConnectorFileReading([], [failure], failure, [], []);
    }

    private ConnectorFileReading Connectors(FileMapping root)
    {
        var secrets = new SecretSource(environment, Path.GetDirectoryName(Path.GetFullPath(path))!);
        var fileProblems = new List<string>();
        var members = new ConnectorMembers(root, secrets, fileProblems);
        var connectors = ConfigurationTree.Mapping(members.Find("connectors"), "connectors", "must be a mapping of connectors by name");
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
