using System.Buffers;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Elastic;

/// <summary>What an Elastic connector has of its own.</summary>
/// <param name="Http">What every provider over HTTP has; the endpoint is the cluster's base.</param>
/// <param name="Index">The index, alias or data stream to write to.</param>
/// <param name="Confirms">Whether a created document counts as confirmed; as accepted otherwise.</param>
internal sealed record ElasticSettings(HttpBasis Http, string Index, bool Confirms) : HttpSettings(Http)
{
    // Asks for what is judged and no more: of a long answer only the beginning is read.
    private const string BulkAnswer =
        "errors,items.*.status,items.*._id,items.*._index,items.*.result,items.*.error.type,items.*.error.reason,items.*.failure_store";

    // Characters that would make it a pattern, a list, or another path.
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("*?,/\\\"<>|#: ");

    public Uri BulkUrl => Http.Under($"{Uri.EscapeDataString(Index)}/_bulk?filter_path={BulkAnswer}");

    /// <summary>Shards that don't answer fail the search: what they hold would count as not there.</summary>
    public Uri SearchUrl => Http.Under(
        $"{Uri.EscapeDataString(Index)}/_search?allow_partial_search_results=false&filter_path=hits.total.value,hits.hits._id");

    public static ElasticSettings? Read(ConnectorMembers members)
    {
        var http = members.Http(members.Endpoint(), Credentials(members));
        var (target, confirms) = (members.RequiredText("target"), members.Flag("confirm", true));
        if (target is not null && (target.AsSpan().ContainsAny(NotInNames) || target[0] is '_' or '-' or '+' or '.'))
        {
            members.Refuse("target", "must be the name of one index, alias or data stream");
        }

        return http is null || target is null ? null : new ElasticSettings(http, target, confirms);
    }

    private static ICredential[] Credentials(ConnectorMembers members)
    {
        var (key, basic, oauth) = (members.Secret("api_key"), members.Basic(), members.OAuth());
        ICredential[] given =
        [
            .. new[] { key is null ? null : StaticCredential.Authorization("ApiKey", key), basic?.ToCredential(), oauth }.OfType<ICredential>(),
        ];
        if (given.Length > 1)
        {
            members.Refuse("api_key", "is given besides basic or oauth, or those together; choose one");
        }

        return given;
    }
}
