using System.Net.Sockets;
using System.Security.Authentication;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Http;
using Microsoft.IdentityModel.Protocols;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>Makes the one kind of HTTP handler by which issuers are reached: through the egress guard.</summary>
internal static class IssuerHttp
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MaxBytes = 1024 * 1024;

    /// <summary>A client for one issuer.</summary>
    public static HttpClient Client(IssuerDefinition issuer, EgressGuard guard, TimeProvider clock)
    {
        var handler = GuardedHandler.Create(guard, issuer.AllowNetworks, Timeout.InfiniteTimeSpan);
        // Asked rarely: each time the address is resolved and judged anew.
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        handler.SslOptions.CertificateChainPolicy = Trust.Only(issuer.Authorities);
        return new HttpClient(new Bounded(handler, clock)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    // The addresses come from the issuer's own documents. The time is for the whole answer, its body included.
    private sealed class Bounded(HttpMessageHandler inner, TimeProvider clock) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            EgressGuard.CheckUrl(request.RequestUri!);
            using var over = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
            var response = await base.SendAsync(request, either.Token);
            await response.Content.LoadIntoBufferAsync(MaxBytes, either.Token);
            return response;
        }
    }
}

/// <summary>Fetches the documents that an issuer publishes.</summary>
internal sealed class IssuerDocuments(HttpClient http) : IDocumentRetriever
{
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
        await http.GetStringAsync(new Uri(address), cancel);

    /// <summary>Why that failed, in words of Cavra's own: what the issuer answered is not repeated.</summary>
    public static string FailureOf(Exception exception) => exception switch
    {
        EgressRefusedException refused => $"the egress guard refused its address ({refused.Rule})",
        HttpRequestException { StatusCode: { } status } => $"it answered HTTP {(int)status}",
        HttpRequestException { InnerException: AuthenticationException } => "its certificate is not trusted",
        HttpRequestException { InnerException: { } inner } when inner is not SocketException => FailureOf(inner),
        HttpRequestException => "it can't be reached",
        TaskCanceledException => "it did not answer in time",
        _ => "what it answered is no such document",
    };
}
