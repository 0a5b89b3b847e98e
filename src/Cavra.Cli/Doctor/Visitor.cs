using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Cli.Doctor;

/// <summary>Asks from outside, without a credential, follows nothing, and keeps what TLS showed, whether or not it is trusted here.</summary>
internal sealed class Visitor : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    public Visitor(Uri address)
    {
        Address = address;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Keep },
        })
        {
            Timeout = Patience,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("cavra-cli", ProductVersion.Text));
    }

    public Uri Address { get; }

    /// <summary>The path that the address has, without a slash at its end.</summary>
    public string PathBase => Address.AbsolutePath.TrimEnd('/');

    /// <summary>When the certificate that was shown ends; null for none.</summary>
    public DateTimeOffset? CertificateUntil { get; private set; }

    /// <summary>What is wrong with it.</summary>
    public SslPolicyErrors CertificateErrors { get; private set; }

    public async Task<Visit> GetAsync(string path, CancellationToken cancellationToken, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address.GetLeftPart(UriPartial.Authority) + PathBase + path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return Visit.Of(response, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException failure)
        {
            return Visit.Failed($"{Address} can't be reached: {failure.HttpRequestError}. Look at its name, its port, and what is between.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Visit.Failed($"{Address} has not answered for {Patience.TotalSeconds:0} seconds. Look at the gateway's log.");
        }
    }

    public void Dispose() => _http.Dispose();

    // No secret is shown, so a certificate that is not trusted keeps nobody from looking further.
    private bool Keep(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        CertificateUntil = certificate is X509Certificate2 shown ? shown.NotAfter.ToUniversalTime() : null;
        CertificateErrors = errors;
        return certificate is not null;
    }
}

/// <summary>What came back from outside.</summary>
/// <param name="Status">The HTTP status; 0 when nobody answered.</param>
/// <param name="Text">The body.</param>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
internal sealed record Visit(int Status, string Text, string? Failure)
{
    private Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>The server's clock when it answered.</summary>
    public DateTimeOffset? Date { get; private init; }

    /// <summary>What Cavra says of its readiness; null when it is not Cavra that speaks.</summary>
    public IReadOnlyList<DoctorFinding>? Ready => Json?["checks"] is not JsonArray checks ? null
        : Status is 200 ? [DoctorFinding.Pass("server", "It is ready.")]
        :
        [
            DoctorFinding.Fail("server", "It is not ready: see each check below, and the log of the process."),
            .. checks.OfType<JsonObject>().Where(check => $"{check["status"]}" is not "pass")
                .Select(check => DoctorFinding.Fail($"server {check["id"]}", $"The server says: {check["message"]}")),
        ];

    /// <summary>The version that Cavra says it has.</summary>
    public string? Version => Json?["version"] is JsonValue value && value.TryGetValue<string>(out var version) ? version : null;

    private JsonObject? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Text) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    public static Visit Failed(string why) => new(0, "", why);

    public static Visit Of(HttpResponseMessage response, string text) => new((int)response.StatusCode, text, Failure: null)
    {
        Date = response.Headers.Date,
        Headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
    };

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
