using Cavra.Application.Ports;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>What one version of an identity file holds.</summary>
/// <param name="Issuers">Its issuers, in its order.</param>
/// <param name="Problems">Everything wrong with it, one public-safe sentence each; with any, none of it counts.</param>
/// <param name="Files">The files besides it that it depends on.</param>
/// <param name="Variables">The environment variables it names, set or not.</param>
internal sealed record IdentityReading(
    IReadOnlyList<IssuerDefinition> Issuers, IReadOnlyList<string> Problems, IReadOnlyList<string> Files, IReadOnlyList<string> Variables)
{
    public static IdentityReading Empty { get; } = new([], [], [], []);
}

/// <summary>The file that names the issuers whose tokens are believed: JSON or YAML, by its name's ending.</summary>
internal sealed class IdentityFile(string path, Func<string, string?> environment, IRedactor redactor)
{
    private const int MaxIssuers = 50;

    private readonly string _name = Path.GetFileName(path);

    public IdentityReading Read()
    {
        try
        {
            return Issuers(ConfigurationTree.Mapping(ConfigurationTree.Read(path), "it", "must be a mapping with the member issuers"));
        }
        catch (Exception exception)
        {
            return IdentityReading.Empty with { Problems = [Told(ConfigurationTree.FailureOf(exception, path))] };
        }
    }

    /// <summary>A digest over the content of the file and of the files it depends on; equal when nothing changed.</summary>
    public string Stamp(IEnumerable<string> files) => ConfigurationTree.Stamp(files.Prepend(path));

    private IdentityReading Issuers(FileMapping root)
    {
        var secrets = new SecretSource(environment, Path.GetDirectoryName(Path.GetFullPath(path))!);
        var problems = FileFault.In(root).Select(unread => $"{unread.Member} {unread.Fault.Rule} (line {unread.Fault.Line})").ToList();
        var members = new ConnectorMembers(root, secrets, problems);
        var items = members.Find("issuers") is FileList { Items: { Count: > 0 and <= MaxIssuers } list } ? list : [];
        if (items.Count == 0)
        {
            members.Refuse("issuers", $"must be a list of 1 to {MaxIssuers} issuers");
        }

        members.RefuseUnknown();
        var issuers = items.Select((item, at) => Issuer(item, at, secrets, problems)).OfType<IssuerDefinition>().ToList();
        Duplicates(issuers, problems, "name", issuer => issuer.Issuer.Name);
        Duplicates(issuers, problems, "authority", issuer => issuer.Issuer.Authority.TrimEnd('/'));
        if (issuers.Count(issuer => issuer.SignIn is not null) > 1)
        {
            problems.Add("sign_in is given to more than one issuer; the console signs in with one");
        }

        return problems.Count == 0
            ? new IdentityReading(issuers, [], secrets.Files, [.. NamedVariables.In(root)])
            : new IdentityReading([], [.. problems.Select(Told)], secrets.Files, [.. NamedVariables.In(root)]);
    }

    private static IssuerDefinition? Issuer(FileNode item, int at, SecretSource secrets, List<string> problems)
    {
        if (item is not FileMapping mapping)
        {
            problems.Add($"issuer {at + 1} must be a mapping (line {item.Line})");
            return null;
        }

        var name = mapping.Members.FirstOrDefault(member => member.Key == "name").Value is FileScalar { Text: var text } && Name.IsWellFormed(text)
            ? text
            : $"{at + 1}";
        return IssuerReader.Read(new ConnectorMembers(mapping, secrets, problems, $"issuer {name}: "));
    }

    private static void Duplicates(
        IReadOnlyList<IssuerDefinition> issuers, List<string> problems, string member, Func<IssuerDefinition, string> key) =>
        problems.AddRange(issuers.GroupBy(key).Where(group => group.Count() > 1)
            .Select(group => $"{member} is the same for the issuers {string.Join(" and ", group.Select(issuer => issuer.Issuer.Name))}"));

    private string Told(string problem) => redactor.Redact($"{_name}: {problem}.").Text;
}
