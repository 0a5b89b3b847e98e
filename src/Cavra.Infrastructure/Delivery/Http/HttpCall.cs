using System.Net.Http.Headers;
using System.Text;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>One request as a provider writes it. It can be sent twice: once a fetched credential was renewed, it is.</summary>
/// <param name="Method">The method.</param>
/// <param name="Url">A URL whose text still is as it was configured or made.</param>
internal sealed record HttpCall(HttpMethod Method, Uri Url)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Names of headers whose value nobody may see.</summary>
    public IReadOnlyList<string> SecretHeaders { get; init; } = [];

    /// <summary>Null for a request without a body.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The body's media type with its parameters; null without a body.</summary>
    public string? ContentType { get; init; }

    public static HttpCall Get(Uri url) => new(HttpMethod.Get, url);

    public static HttpCall Post(Uri url, byte[] body, string contentType = "application/json") =>
        new(HttpMethod.Post, url) { Body = body, ContentType = contentType };

    public static HttpCall Form(Uri url, IEnumerable<KeyValuePair<string, string>> fields) => Post(
        url,
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"))),
        "application/x-www-form-urlencoded");

    public HttpCall With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    /// <summary>A credential that this request alone has.</summary>
    public HttpCall WithSecret(string header, Secret value) =>
        With(header, value.Reveal()) with { SecretHeaders = [.. SecretHeaders, header] };

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Url);
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType!);
        }

        return message;
    }
}
