using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Http;
using Cavra.Verification;

namespace Cavra.Infrastructure.Evidence.Log.Timestamps;

/// <summary>The time-stamping authority, and the way to it: through the egress guard, with bounds on time and length.</summary>
internal sealed class TimestampAuthority : IDisposable
{
    /// <summary>For the whole answer, its body included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The longest answer that is read.</summary>
    public const int MostBytes = 65_536;

    private const int NonceBytes = 16;

    private const string QueryType = "application/timestamp-query";

    private const string ReplyType = "application/timestamp-reply";

    private readonly HttpClient _http;
    private readonly TimestampDefinition _definition;
    private readonly TimeProvider _clock;

    public TimestampAuthority(TimestampDefinition definition, EgressGuard guard, TimeProvider clock)
    {
        var handler = GuardedHandler.Create(guard, definition.AllowNetworks, Timeout.InfiniteTimeSpan);
        // Asked rarely: each time the address is resolved and judged anew.
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        handler.SslOptions.CertificateChainPolicy = Trust.Only(definition.Authorities);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        (_definition, _clock) = (definition, clock);
    }

    /// <summary>Has a text stamped; what is answered without a failure was verified.</summary>
    public async Task<TimestampReply> AskAsync(string text, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            EgressGuard.CheckUrl(_definition.Url);
            var request = Rfc3161TimestampRequest.CreateFromData(
                Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(NonceBytes),
                requestSignerCertificates: true);
            using var message = new HttpRequestMessage(HttpMethod.Post, _definition.Url) { Content = new ByteArrayContent(request.Encode()) };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(QueryType);
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(ReplyType));
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.StatusCode is not HttpStatusCode.OK)
            {
                return TimestampReply.Of(TimestampFailure.Refused);
            }

            return answer.Content.Headers.ContentType?.MediaType == ReplyType
                ? Read(await BytesAsync(answer, either.Token), request, text)
                : TimestampReply.Of(TimestampFailure.Garbage);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return TimestampReply.Of(TimestampTrouble.Of(failure));
        }
    }

    public void Dispose() => _http.Dispose();

    private TimestampReply Read(byte[] body, Rfc3161TimestampRequest request, string text)
    {
        var reply = TimestampReply.Read(body);
        if (reply.Token is not { } token)
        {
            return reply;
        }

        var found = TimestampCheck.Check(token, text, _definition.Roots, request.GetNonce());
        return found is { Failure: null, At: { } at, Authority: { } authority }
            ? reply with { StampedAt = at, Authority = authority }
            : TimestampReply.Of(found.Failure ?? TimestampFailure.Garbage);
    }

    private static async Task<byte[]> BytesAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MostBytes + 1];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return count <= MostBytes ? bytes[..count] : throw new LongAnswerException();
    }
}
