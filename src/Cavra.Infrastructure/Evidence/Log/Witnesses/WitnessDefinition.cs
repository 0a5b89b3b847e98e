using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Evidence.Log.Witnesses;

/// <summary>A witness that checkpoints are offered to, as configured.</summary>
/// <param name="Url">Its submission prefix.</param>
/// <param name="Key">What its cosignatures are verified with.</param>
/// <param name="Authorities">Whom its certificate must come from; the machine's authorities where none is given.</param>
/// <param name="AllowNetworks">Private networks in which it may be.</param>
internal sealed record WitnessDefinition(
    Uri Url, VerifierKey Key, X509Certificate2Collection Authorities, IReadOnlyList<IPNetwork> AllowNetworks)
{
    private const int LongestName = 200;

    /// <summary>Reads one witness of the file; null when anything about it was refused.</summary>
    public static WitnessDefinition? Read(ConnectorMembers members)
    {
        var known = members.Problems.Count;
        var (url, text) = (members.Url("url"), members.RequiredText("key"));
        if (url is { Query.Length: > 0 })
        {
            members.Refuse("url", "must not have a query");
        }

        VerifierKey? key = null;
        if (text is not null && (!VerifierKey.TryParse(text, out key) || key.Kind is not NoteKeyKind.Ed25519Cosigner))
        {
            members.Refuse("key", "must be the verifier key of a witness: name+key id+base64, its kind 4 (cosignature/v1 with Ed25519)");
        }
        else if (key is { Name.Length: > LongestName })
        {
            members.Refuse("key", $"must not have a name of more than {LongestName} characters");
        }

        var (authorities, networks) = (members.Authorities(), members.Networks("allow_networks"));
        members.RefuseUnknown();
        return members.Problems.Count > known ? null : new WitnessDefinition(url!, key!, authorities, networks);
    }
}
