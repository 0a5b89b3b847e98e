using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>What a provider that sends over HTTP read from the connector file.</summary>
/// <param name="Http">What every such provider has.</param>
internal abstract record HttpSettings(HttpBasis Http) : ProviderSettings
{
    public override ConnectorTarget Target => ConnectorTarget.Of(Http.Endpoint, Http.Proxy is not null);

    public override IEnumerable<ConnectorPlace> OtherPlaces => Http.Credentials.OfType<ClientCredentials>()
        .Select(credential => new ConnectorPlace(credential.Member, ConnectorTarget.Of(credential.TokenUrl, Http.Proxy is not null)));

    public override IReadOnlyList<ConnectorHeader> Headers => Http.Headers;

    public override ITransport Open(ConnectorDefinition connector, EgressGuard guard) => new HttpTransport(connector, Http, guard);
}

/// <summary>What every connector over HTTP has.</summary>
/// <param name="Endpoint">Where to send, or what the vendor's paths are appended to.</param>
/// <param name="Headers">Headers of the file, added to every request.</param>
/// <param name="Credentials">How it proves who it is; none where the URL alone does.</param>
/// <param name="Proxy">A proxy to go through; null to go straight.</param>
internal sealed record HttpBasis(
    Uri Endpoint, IReadOnlyList<ConnectorHeader> Headers, IReadOnlyList<ICredential> Credentials, Uri? Proxy)
{
    /// <summary>A URL under the endpoint, whether or not that ends in a slash; the endpoint's own query is left out.</summary>
    public Uri Under(string path) => new($"{Endpoint.OriginalString.Split('?', '#')[0].TrimEnd('/')}/{path}", UriKind.Absolute);
}
