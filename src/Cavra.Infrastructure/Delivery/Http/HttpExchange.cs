using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>
/// The HTTP side of one try: adds the connector's headers and credentials, sends through the guard, reads within bounds.
/// </summary>
internal sealed class HttpExchange(
    ConnectorDefinition connector, HttpBasis http, HttpTransport transport, IRedactor redactor, TimeProvider clock) : IExchange
{
    public RequestSummary? Request { get; private set; }

    public TimeProvider Clock => clock;

    /// <summary>Sends one request; once more if a fetched credential was refused and could be renewed.</summary>
    /// <exception cref="CredentialRefusedException">No credential could be had.</exception>
    public async Task<ReceiverAnswer> SendAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var proofs = await ProofsAsync(cancellationToken);
        var answer = await SendOnceAsync(call, proofs, cancellationToken);
        return answer.Status == 401 && http.Credentials.Zip(proofs).Any(sent => sent.First.Forget(sent.Second))
            ? await SendOnceAsync(call, await ProofsAsync(cancellationToken), cancellationToken)
            : answer;
    }

    /// <summary>Fetches something that requests need, such as a token; without the connector's headers and credentials.</summary>
    public async Task<ReceiverAnswer> FetchAsync(HttpCall call, CancellationToken cancellationToken)
    {
        EgressGuard.CheckUrl(call.Url);
        using var request = call.ToMessage();
        using var response = await transport.SendAsync(request, cancellationToken);
        return await ReceiverAnswer.ReadAsync(response, clock, cancellationToken);
    }

    /// <summary>Keeps a secret that came by the network out of what is recorded of answers.</summary>
    public void Conceal(Secret secret) => connector.Scrubber.Learn(secret);

    private async Task<IReadOnlyList<string>> ProofsAsync(CancellationToken cancellationToken)
    {
        var proofs = new List<string>();
        foreach (var credential in http.Credentials)
        {
            proofs.Add(await credential.ValueAsync(this, cancellationToken));
        }

        return proofs;
    }

    private async Task<ReceiverAnswer> SendOnceAsync(HttpCall call, IReadOnlyList<string> proofs, CancellationToken cancellationToken)
    {
        foreach (var (credential, proof) in http.Credentials.Zip(proofs))
        {
            call = call.With(credential.Header, proof);
        }

        foreach (var header in http.Headers)
        {
            call = call.With(header.Name, header.Value.Reveal());
        }

        using var request = call.ToMessage();
        Request = Summary(request, call);
        EgressGuard.CheckUrl(request.RequestUri!);

        using var response = await transport.SendAsync(request, cancellationToken);
        return await ReceiverAnswer.ReadAsync(response, clock, cancellationToken);
    }

    private RequestSummary Summary(HttpRequestMessage request, HttpCall call)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var contentHeaders = request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>();
        foreach (var (name, values) in request.Headers.Concat(contentHeaders))
        {
            headers[name] = IsSecret(name, call) ? "[redacted]" : redactor.PublicHeader(name, string.Join(", ", values));
        }

        return new RequestSummary(request.Method.Method, redactor.PublicUrl(request.RequestUri!.OriginalString), headers);
    }

    // Whatever the redactor would show: these are known to be secret.
    private bool IsSecret(string name, HttpCall call) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || call.SecretHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
        || http.Credentials.Any(credential => credential.Header.Equals(name, StringComparison.OrdinalIgnoreCase))
        || http.Headers.Any(header => header.IsSecret && header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
