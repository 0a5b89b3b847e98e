using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Infrastructure.Delivery;

/// <summary>
/// The HTTP side of one try: adds the connector's headers and credentials, sends through the guard, reads within bounds.
/// </summary>
internal sealed class HttpExchange(
    ConnectorDefinition connector, ConnectorChannel channel, IRedactor redactor, TimeProvider clock)
{
    /// <summary>What was sent last, as far as anybody may know; null when nothing was.</summary>
    public RequestSummary? Request { get; private set; }

    /// <summary>Sends one request to a URL whose text still is as it was configured or made.</summary>
    public async Task<ReceiverAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var header in connector.Headers)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value.Reveal());
        }

        if (connector.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization.Reveal());
        }

        Request = Summary(request);
        EgressGuard.CheckUrl(request.RequestUri!);

        using var response = await channel.SendAsync(request, cancellationToken);
        return await ReceiverAnswer.ReadAsync(response, clock, cancellationToken);
    }

    private RequestSummary Summary(HttpRequestMessage request)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var contentHeaders = request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>();
        foreach (var (name, values) in request.Headers.Concat(contentHeaders))
        {
            headers[name] = IsSecret(name) ? "[redacted]" : redactor.PublicHeader(name, string.Join(", ", values));
        }

        return new RequestSummary(request.Method.Method, redactor.PublicUrl(request.RequestUri!.OriginalString), headers);
    }

    // Whatever the redactor would show: these are known to be secret.
    private bool IsSecret(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || connector.Headers.Any(header => header.IsSecret && header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
