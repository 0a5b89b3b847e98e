using Cavra.Application.Ports;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Evidence.Log.Witnesses;

/// <summary>What a file of witnesses holds.</summary>
/// <param name="Witnesses">In the order of the file.</param>
/// <param name="Problems">Everything wrong with it, one public-safe sentence each; with any, none of it counts.</param>
/// <param name="Variables">The environment variables it names, set or not.</param>
internal sealed record WitnessReading(
    IReadOnlyList<WitnessDefinition> Witnesses, IReadOnlyList<string> Problems, IReadOnlyList<string> Variables)
{
    public static WitnessReading Empty { get; } = new([], [], []);
}

/// <summary>The file that names the witnesses: JSON or YAML, by its name's ending.</summary>
internal sealed class WitnessFile(string path, Func<string, string?> environment, IRedactor redactor)
{
    private const int MaxWitnesses = 20;

    public WitnessReading Read()
    {
        try
        {
            return Witnesses(ConfigurationTree.Mapping(ConfigurationTree.Read(path), "it", "must be a mapping with the member witnesses"));
        }
        catch (Exception exception)
        {
            return WitnessReading.Empty with { Problems = [Told(ConfigurationTree.FailureOf(exception, path))] };
        }
    }

    private WitnessReading Witnesses(FileMapping root)
    {
        var secrets = new SecretSource(environment, Path.GetDirectoryName(Path.GetFullPath(path))!);
        var problems = FileFault.In(root).Select(unread => $"{unread.Member} {unread.Fault.Rule} (line {unread.Fault.Line})").ToList();
        var members = new ConnectorMembers(root, secrets, problems);
        var items = members.Find("witnesses") is FileList { Items: { Count: > 0 and <= MaxWitnesses } list } ? list : [];
        if (items.Count == 0)
        {
            members.Refuse("witnesses", $"must be a list of 1 to {MaxWitnesses} witnesses");
        }

        members.RefuseUnknown();
        var witnesses = items.Select((item, at) => Witness(item, at + 1, secrets, problems)).OfType<WitnessDefinition>().ToList();
        problems.AddRange(witnesses.GroupBy(witness => witness.Key.Name).Where(group => group.Count() > 1)
            .Select(group => $"{group.Count()} witnesses have keys of the same name"));
        return new WitnessReading(problems.Count == 0 ? witnesses : [], [.. problems.Select(Told)], [.. NamedVariables.In(root)]);
    }

    private static WitnessDefinition? Witness(FileNode item, int number, SecretSource secrets, List<string> problems)
    {
        if (item is FileMapping mapping)
        {
            return WitnessDefinition.Read(new ConnectorMembers(mapping, secrets, problems, $"witness {number}: "));
        }

        problems.Add($"witness {number} must be a mapping (line {item.Line})");
        return null;
    }

    private string Told(string problem) => redactor.Redact($"{Path.GetFileName(path)}: {problem}.").Text;
}
