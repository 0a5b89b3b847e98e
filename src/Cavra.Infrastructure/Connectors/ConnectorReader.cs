using Cavra.Application.Ports;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads one connector of a connector file. A bad one becomes an entry with a problem, and hurts no other.</summary>
internal sealed class ConnectorReader(IEnumerable<IProvider> providers, IRedactor redactor)
{
    private readonly Dictionary<string, IProvider> _providers = providers.ToDictionary(provider => provider.Name);

    /// <summary>Reads one connector, and never throws for what the file says.</summary>
    /// <param name="file">The file's name, as problems show it.</param>
    /// <param name="name">The connector's name.</param>
    /// <param name="nodes">What the file says of it; more than one where it has more connectors of that name.</param>
    /// <param name="secrets">Where its secrets are.</param>
    public ConnectorEntry Read(string file, string name, IReadOnlyList<FileNode> nodes, SecretSource secrets)
    {
        var (node, problems) = (nodes[0], Unread(nodes[0]));

        // The rest can be judged only when everything can be read.
        var judged = problems.Count == 0 ? problems : new List<string>();
        if (nodes.Count > 1)
        {
            problems.Add($"the name is given to two connectors (lines {string.Join(" and ", nodes.Select(one => one.Line))})");
        }

        if (node is not FileMapping mapping)
        {
            judged.Add($"it must be a mapping (line {node.Line})");
            mapping = new FileMapping([]) { Line = node.Line };
        }

        var members = new ConnectorMembers(mapping, secrets, judged);
        var providerName = members.Text("provider") ?? name;
        if (!_providers.TryGetValue(providerName, out var provider))
        {
            members.Refuse("provider", $"must be one of: {string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal))}");
        }

        var draft = new ConnectorDraft(members, provider);
        var problem = problems.Count == 0
            ? null
            : redactor.Redact($"{file}: connector {name}: {string.Join("; ", problems)}.").Text;
        var fingerprint = ConnectorFingerprint.Of(name, mapping, draft.Address, problems);
        var connector = draft.ToConnector(name, Shown(providerName), fingerprint, problem);

        return new ConnectorEntry(
            connector, draft.ToView(connector, redactor), problem is null ? draft.ToDefinition(connector) : null);
    }

    private static List<string> Unread(FileNode node) =>
        [.. FileFault.In(node).Select(unread => $"{(unread.Member == "" ? "it" : unread.Member)} {unread.Fault.Rule} (line {unread.Fault.Line})")];

    private static string Shown(string provider) => Name.IsWellFormed(provider) ? provider : "unknown";
}
