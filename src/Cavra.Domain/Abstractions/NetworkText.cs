using System.Net;

namespace Cavra.Domain.Abstractions;

/// <summary>Networks in CIDR notation: whoever sets bits behind the prefix means another network, and is not guessed at.</summary>
public static class NetworkText
{
    public static bool TryRead(string text, out IPNetwork network) =>
        IPNetwork.TryParse(text, out network) && IPAddress.Parse(text.AsSpan(0, text.IndexOf('/'))).Equals(network.BaseAddress);
}
