using System.Net;
using Cavra.Infrastructure.Net;

namespace Cavra.Infrastructure.Delivery.Egress;

/// <summary>What one connector may reach beyond the public internet.</summary>
/// <param name="AllowNetworks">Networks that the connector names; addresses in them are not judged by the public rules.</param>
/// <param name="IsEncrypted">Whether TLS will run over the connection; without it only the named networks are in reach.</param>
internal sealed record EgressPolicy(IReadOnlyList<IPNetwork> AllowNetworks, bool IsEncrypted)
{
    public bool Allows(IPAddress address) => AllowNetworks.Any(network => network.Contains(AddressRules.Plain(address)));
}

/// <summary>That the guard refused to connect, and by which rule; never where to.</summary>
internal sealed class EgressRefusedException(string rule) : Exception($"The egress guard refused the destination ({rule}).")
{
    /// <summary>The rule's stable name, snake case.</summary>
    public string Rule { get; } = rule;
}
